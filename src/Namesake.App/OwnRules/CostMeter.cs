using DevLab.JmesPath;

namespace Namesake.App.OwnRules;

/// <summary>
/// Finds out from an expression's text what it can cost at most, before anything is evaluated: <c>[@,@]|[@,@]|…</c> doubles
/// what it is given with every step. The parser calls it for each part, operands first. It refuses what is no part of
/// JMESPath's own specification (arithmetic, <c>let</c>, <c>$</c>): for that no such bound holds.
/// </summary>
internal sealed class CostMeter : IJmesPathGenerator
{
    private const string NotHere = "is not part of the JMESPath that rules take (https://jmespath.org/specification.html)";

    private readonly Stack<Cost> _costs = new();
    private readonly Stack<List<Cost>> _parts = new();

    /// <summary>What is wrong, in words that follow the expression; null where nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The cost of the whole.</summary>
    public Cost Whole => _costs.Count > 0 ? _costs.Peek() : Cost.Step;

    public bool IsProjection() => _costs.Count > 0 && _costs.Peek().IsProjection;

    public void OnExpression()
    {
    }

    public void OnIdentifier(string name) => _costs.Push(Cost.Step);

    public void OnLiteralString(string literal) => _costs.Push(Cost.Literal(literal.Length));

    public void OnRawString(string value) => _costs.Push(Cost.Literal(value.Length));

    public void OnCurrentNode() => _costs.Push(Cost.Step);

    public void OnIndex(int index) => _costs.Push(Cost.Step);

    public void OnSliceExpression(int? start, int? stop, int? step) => _costs.Push(Cost.Projection);

    public void OnFlattenProjection() => _costs.Push(Cost.Projection);

    public void OnHashWildcardProjection() => _costs.Push(Cost.Projection);

    public void OnListWildcardProjection() => _costs.Push(Cost.Projection);

    public void OnFilterProjection() => _costs.Push(_costs.Pop() is var condition ? Cost.Projection with { Work = condition.Work + Cost.Projection.Work, Depth = condition.Depth + 1 } : default);

    public void OnNotExpression() => _costs.Push(_costs.Pop() is var operand ? Cost.Step with { Work = operand.Work + 1, Depth = operand.Depth + 1 } : default);

    public void OnSubExpression() => Join((a, b) => a.Then(b));

    public void OnIndexExpression() => Join((a, b) => a.Then(b));

    public void OnPipeExpression() => Join((a, b) => a.Then(b));

    public void OnAndExpression() => Join((a, b) => a.Or(b));

    public void OnOrExpression() => Join((a, b) => a.Or(b));

    public void OnComparisonEqual() => Join((a, b) => a.Against(b));

    public void OnComparisonNotEqual() => Join((a, b) => a.Against(b));

    public void OnComparisonGreater() => Join((a, b) => a.Against(b));

    public void OnComparisonGreaterOrEqual() => Join((a, b) => a.Against(b));

    public void OnComparisonLesser() => Join((a, b) => a.Against(b));

    public void OnComparisonLesserOrEqual() => Join((a, b) => a.Against(b));

    public void PushMultiSelectHash() => _parts.Push([]);

    public void AddMultiSelectHashExpression()
    {
        AddPart();
        // The member's name was handed over as an identifier before it.
        _costs.Pop();
    }

    public void PopMultiSelectHash() => _costs.Push(Parts());

    public void PushMultiSelectList() => _parts.Push([]);

    public void AddMultiSelectListExpression() => AddPart();

    public void PopMultiSelectList() => _costs.Push(Parts());

    public void PushFunction() => _parts.Push([]);

    public void AddFunctionArg() => AddPart();

    public void OnExpressionType() => _costs.Push(_costs.Pop() with { IsReference = true, IsProjection = false });

    public void PopFunction(string name)
    {
        var arguments = _parts.Pop();
        if (FunctionCosts.Fault(name, arguments) is { } fault) Fault ??= fault;
        _costs.Push(FunctionCosts.Of(name, arguments));
    }

    public void OnRootNode() => Refuse("$");

    public void OnVariableReference(string name) => Refuse($"${name}");

    public void OnLetExpression() => Refuse("let");

    public void OnLetBindings()
    {
    }

    public void OnLetBinding(string name) => Refuse("let");

    public void OnArithmeticUnaryPlus() => Refuse("+");

    public void OnArithmeticUnaryMinus() => Refuse("-");

    public void OnArithmeticAddition() => Refuse("+");

    public void OnArithmeticSubtraction() => Refuse("-");

    public void OnArithmeticMultiplication() => Refuse("*");

    public void OnArithmeticDivision() => Refuse("/");

    public void OnArithmeticModulo() => Refuse("%");

    public void OnArithmeticIntegerDivision() => Refuse("//");

    // What is refused is not costed: the stack only has to stay filled.
    private void Refuse(string what)
    {
        Fault ??= $"\"{what}\" {NotHere}";
        _costs.Push(Cost.Step);
    }

    private void AddPart() => _parts.Peek().Add(_costs.Pop());

    private Cost Parts() => _parts.Pop().Aggregate(Cost.Step, (sum, part) => sum.Beside(part));

    private void Join(Func<Cost, Cost, Cost> join)
    {
        var second = _costs.Pop();
        _costs.Push(join(_costs.Pop(), second));
    }
}
