namespace Namesake.Audit.Fixes;

/// <summary>How long a trust policy may be, in characters; white space between the parts of the JSON does not count.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: "Role trust policy length"</remarks>
public static class Quota
{
    /// <summary>What an account has without asking.</summary>
    public const int Default = 2_048;

    /// <summary>The most that an account can ask for.</summary>
    public const int Most = 4_096;

    /// <summary>The characters that count. Those of strings all do: AWS does not say whether blanks in them are spared.</summary>
    public static int CharactersOf(string json)
    {
        var count = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (!inString && json[i] is (' ' or '\t' or '\r' or '\n')) continue;
            count++;
            if (inString && json[i] == '\\' && i + 1 < json.Length)
            {
                i++;
                count++;
            }
            else if (json[i] == '"') inString = !inString;
        }
        return count;
    }
}
