namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>The languages that names, paths and accounts are taken from, as definitions that every script begins with.</summary>
internal static class Languages
{
    public const string Definitions = """
        (define-fun name_letter () RegLan (re.union (re.range "+" ".") (re.range "0" "9") (str.to_re "=") (re.range "@" "Z") (str.to_re "_") (re.range "a" "z")))
        (define-fun account_id () RegLan ((_ re.loop 12 12) (re.range "0" "9")))
        (define-fun path () RegLan (re.union (str.to_re "/") (re.++ (str.to_re "/") (re.+ (re.range "!" "~")) (str.to_re "/"))))
        (define-fun service_name () RegLan (re.++ (re.+ (re.union (re.range "a" "z") (re.range "0" "9") (str.to_re "-"))) (str.to_re ".") (re.+ (re.union (re.range "a" "z") (str.to_re ".")))))
        (define-fun plain_text () RegLan (re.* (re.range " " "~")))
        (define-fun five_colons () RegLan (re.++ re.all (str.to_re ":") re.all (str.to_re ":") re.all (str.to_re ":") re.all (str.to_re ":") re.all (str.to_re ":") re.all))
        """;

    public const string Account = "account_id";
    public const string Path = "path";
    public const string ServiceName = "service_name";
    public const string PlainText = "plain_text";

    /// <summary>A text with the colons that an ARN has at least.</summary>
    public const string FiveColons = "five_colons";

    public static string IsName(string term, int shortest) =>
        Term.And(Term.InLanguage(term, "(re.+ name_letter)"), $"(<= {shortest} {Term.Length(term)} 64)");
}
