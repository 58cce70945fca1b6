namespace Namesake.Audit.History;

/// <summary>Tells whether two texts are one policy document, however they are laid out. The order of names and values counts.</summary>
public static class SameDocument
{
    public static bool Is(string a, string b) => a == b || PlainText.Of(a) == PlainText.Of(b);
}
