namespace Namesake.App.Explanations;

/// <summary>How much of a line a marker underlines.</summary>
internal static class Marker
{
    /// <summary>A string with its quotes; of anything else one character.</summary>
    public static int LengthOf(string line, int at)
    {
        if (at >= line.Length || line[at] != '"') return 1;
        for (var i = at + 1; i < line.Length; i++)
            if (line[i] == '\\') i++;
            else if (line[i] == '"') return i - at + 1;
        return line.Length - at;
    }
}
