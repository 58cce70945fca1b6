using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>What a policy says of a request.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public enum Outcome
{
    /// <summary>A statement allows it, none denies it.</summary>
    Allowed,

    /// <summary>No statement speaks of it.</summary>
    ImplicitlyDenied,

    /// <summary>A Deny statement matches it, whatever else allows it.</summary>
    ExplicitlyDenied,
}

/// <summary>Why a statement does not apply to a request; the first obstacle.</summary>
public enum StatementMiss
{
    None,
    Principal,
    Action,
    Condition,
}

/// <summary>One condition as the request met it, with the reason in words.</summary>
public sealed record ConditionTrace(ConditionTest Test, bool Holds, string Why);

/// <summary>One statement as the request met it. Conditions are traced only when principal and action match.</summary>
public sealed record StatementTrace(Statement Statement, StatementMiss Miss, ImmutableArray<ConditionTrace> Conditions)
{
    public bool Applies => Miss == StatementMiss.None;
}

/// <summary>The outcome, the statement that decided it (null when none did), and every statement's trace.</summary>
public sealed record Decision(Outcome Outcome, Statement? Deciding, ImmutableArray<StatementTrace> Traces);
