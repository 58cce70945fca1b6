namespace Namesake.App.OwnRules;

/// <summary>What an expression costs, in terms of what it is given.</summary>
/// <param name="Size">How many times larger its result can be than what it is given.</param>
/// <param name="Work">How many times what it is given it looks at.</param>
/// <param name="Depth">How deep it is nested.</param>
/// <param name="IsLiteral">Whether the result does not depend on what it is given.</param>
/// <param name="IsProjection">Whether it is a projection without anything before or after it.</param>
/// <param name="IsReference">Whether it is handed to a function as it stands (<c>&amp;expression</c>).</param>
internal readonly record struct Cost(double Size, double Work, int Depth, bool IsLiteral = false, bool IsProjection = false, bool IsReference = false)
{
    /// <summary>How much more it takes to make a list or an object than to look at one: measured.</summary>
    private const double Making = 10;

    public static readonly Cost Step = new(1, 1, 1);

    public static readonly Cost Projection = Step with { Work = Making, IsProjection = true };

    /// <summary>A text or a JSON value that stands in the expression.</summary>
    public static Cost Literal(int length) => new(length + 1, length + 1, 1, IsLiteral: true);

    /// <summary>The second is given the result of the first, or each of its elements.</summary>
    public Cost Then(Cost next) => new(Size * next.Size, Work + Size * next.Work, Deeper(next));

    /// <summary>One of the two is the result.</summary>
    public Cost Or(Cost other) => new(Math.Max(Size, other.Size), Work + other.Work + 1, Deeper(other));

    /// <summary>Both are compared.</summary>
    public Cost Against(Cost other) => new(1, Work + other.Work + Size + other.Size, Deeper(other));

    /// <summary>Both are parts of the result.</summary>
    public Cost Beside(Cost other) => new(Size + other.Size, Work + other.Work + Making * (Size + other.Size), Deeper(other));

    private int Deeper(Cost other) => Math.Max(Depth, other.Depth) + 1;
}
