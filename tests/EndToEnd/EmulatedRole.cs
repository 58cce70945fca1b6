using System.Net.Http.Headers;
using System.Xml.Linq;

namespace Namesake.EndToEnd;

/// <summary>A role in the emulator, made and changed behind the program's back.</summary>
internal sealed class EmulatedRole(string endpoint, string name, string account = EmulatedRole.Account)
{
    public const string Account = "123456789012";

    private static readonly HttpClient Http = new();

    public string Name => name;

    public string Arn => $"arn:aws:iam::{account}:role/{name}";

    public Task Create(string document) => Call("CreateRole", ("AssumeRolePolicyDocument", document));

    public Task Change(string document) => Call("UpdateAssumeRolePolicy", ("PolicyDocument", document));

    /// <summary>Its trust policy, to the letter.</summary>
    public async Task<string> Policy() =>
        Uri.UnescapeDataString(XDocument.Parse(await Call("GetRole")).Descendants().Single(e => e.Name.LocalName == "AssumeRolePolicyDocument").Value);

    private async Task<string> Call(string action, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint))
        {
            Content = new FormUrlEncodedContent([new("Action", action), new("Version", "2010-05-08"), new("RoleName", name), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]),
        };
        // The emulator takes the service from it, and believes any signature.
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", "Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0");
        request.Headers.Add("x-moto-account-id", account);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }
}
