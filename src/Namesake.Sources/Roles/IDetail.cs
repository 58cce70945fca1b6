using Namesake.Policy.Model;

namespace Namesake.Sources.Roles;

/// <summary>
/// An object of authorization details: a user, group, role or managed policy, or a part of one. The AWS CLI prints them
/// as JSON, IAM itself answers in XML.
/// </summary>
internal interface IDetail
{
    SourcePlace Place { get; }

    bool Has(string name);

    string? Text(string name);

    bool IsTrue(string name);

    IDetail? Part(string name);

    IEnumerable<IDetail> Parts(string name);

    IEnumerable<string> Texts(string name);

    /// <summary>The identity policy that stands under a name.</summary>
    ParsedPolicy Policy(string name);
}
