namespace Namesake.App.Demo;

// The events that issue sessions.
internal sealed partial class SyntheticRecords
{
    private TrailRecord Issue(in SyntheticEvent planned, bool isAbroad)
    {
        var session = plan.Sessions[planned.Actor];
        // Both copies of a cross-account call share what follows from the session.
        var random = SplitMix64.At(plan.Seed, 0xA7_0000_0000_0000 + (ulong)session.Number);
        var issued = new IssuedCredentials(session.Key, Mint.SessionToken(ref random), session.Issued + session.Duration);
        var identity = isAbroad ? session.Caller.SeenFromAbroad() : session.Caller;
        var isService = session.Caller.InvokedBy is not null;
        var desk = isService ? new Desk(session.Caller.InvokedBy!, session.Caller.InvokedBy!) : session.Desk;
        var record = Base(planned, identity, desk, "sts", NameOf(session.Kind)) with
        {
            RequestId = Mint.Guid(ref random),
            ReadOnly = session.Kind is not SessionKind.Federated,
            SharedEventId = session.IsCrossAccount || isService ? Mint.Guid(ref random) : null,
            Resources = session.Role is null ? default(ReadOnlyMemory<byte>) : StsJson.RoleResource(session.Role),
        };
        return session.Kind switch
        {
            SessionKind.Assumed or SessionKind.Switched => record with
            {
                Request = StsJson.AssumeRole(session.Role!, session.Name, session.Duration, session.SourceIdentity),
                Response = StsJson.RoleCredentials(issued, session.Role, session.Name, session.SourceIdentity),
                FromConsole = session.Kind is SessionKind.Switched,
            },
            SessionKind.Saml or SessionKind.SamlConsole or SessionKind.Portal or SessionKind.PortalConsole => BySaml(record, session, issued, ref random),
            SessionKind.Web => ByWebIdentity(record, session, issued),
            SessionKind.UserToken => record with { Request = DemoTape.Json("""{"durationSeconds":43200}"""), Response = StsJson.SessionCredentials(issued) },
            SessionKind.Federated => record with
            {
                Request = StsJson.Write(writer =>
                {
                    writer.WriteString("name", session.Name);
                    writer.WriteString("policy", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""");
                }),
                Response = StsJson.FederationCredentials(issued, session.Account, session.Name),
            },
            SessionKind.SignIn => BySignIn(record, session),
            _ => record with
            {
                Request = StsJson.AssumeRoleByService(session.Role!, session.Name),
                Response = StsJson.RoleCredentials(issued, session.TellsSession ? session.Role : null, session.Name),
            },
        };
    }

    private static TrailRecord BySaml(TrailRecord record, SyntheticSession session, IssuedCredentials issued, ref SplitMix64 random)
    {
        var isPortal = session.Kind is SessionKind.Portal;
        var provider = $"arn:aws:iam::{session.Account}:saml-provider/" + (isPortal ? "AWSSSO_0123456789abcdef_DO_NOT_DELETE" : "ExampleIdP");
        return record with
        {
            Request = StsJson.AssumeRoleWithSaml(session.Role!, session.Name, session.Duration, provider, "_" + Mint.Guid(ref random)),
            Response = StsJson.RoleCredentials(issued, session.Role, session.Name, more: writer =>
            {
                writer.WriteString("subject", session.Name);
                writer.WriteString("subjectType", "persistent");
                writer.WriteString("issuer", isPortal ? "https://portal.sso.us-east-1.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMz" : "https://idp.example.com/saml/metadata");
                writer.WriteString("audience", "https://signin.aws.amazon.com/saml");
                writer.WriteString("nameQualifier", session.Caller.IdentityProvider);
            }),
        };
    }

    private static TrailRecord ByWebIdentity(TrailRecord record, SyntheticSession session, IssuedCredentials issued) => record with
    {
        Request = StsJson.AssumeRoleWithWebIdentity(session.Role!, session.Name, session.Duration),
        Response = StsJson.RoleCredentials(issued, session.Role, session.Name, more: writer =>
        {
            writer.WriteString("subjectFromWebIdentityToken", session.Caller.UserName);
            writer.WriteString("provider", session.Caller.IdentityProvider);
            writer.WriteString("audience", "sts.amazonaws.com");
        }),
    };

    private static TrailRecord BySignIn(TrailRecord record, SyntheticSession session) => record with
    {
        Source = "signin.amazonaws.com",
        Host = "us-east-1.signin.aws.amazon.com",
        Request = DemoTape.Json("""{"client_id":"arn:aws:signin:::devtools/same-device"}"""),
        Additional = StsJson.Write(writer =>
        {
            writer.WriteString("signInSessionArn", session.Identity.Session!.SignInSession);
            writer.WriteString("grant_type", "authorization_code");
            writer.WriteString("success", "true");
        }),
    };

    private static string NameOf(SessionKind kind) => kind switch
    {
        SessionKind.Saml or SessionKind.SamlConsole or SessionKind.Portal or SessionKind.PortalConsole => "AssumeRoleWithSAML",
        SessionKind.Web => "AssumeRoleWithWebIdentity",
        SessionKind.UserToken => "GetSessionToken",
        SessionKind.Federated => "GetFederationToken",
        SessionKind.SignIn => "CreateOAuth2Token",
        _ => "AssumeRole",
    };
}
