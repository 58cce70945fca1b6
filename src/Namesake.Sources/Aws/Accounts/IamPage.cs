using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Accounts;

/// <summary>A page of one of IAM's listings, member by member: a page of a thousand roles is never a tree.</summary>
/// <param name="GoesOn">Whether it says that another page follows.</param>
/// <param name="Marker">Where that begins.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html</remarks>
internal sealed record IamPage(bool GoesOn, string? Marker)
{
    /// <param name="answer">The answer to a call.</param>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="take">Given the name of the list and a member of it.</param>
    /// <exception cref="AmazonClientException">The answer is not of that operation.</exception>
    public static IamPage Read(AwsAnswer answer, string operation, Action<string, XElement> take)
    {
        try
        {
            using var reader = answer.Reader();
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != $"{operation}Response")
                throw new AmazonClientException($"the answer is none to {operation}: is there something else in the place of AWS?");
            return Read(reader, take);
        }
        catch (XmlException e)
        {
            throw AwsAnswer.NoXml(e);
        }
    }

    private static IamPage Read(XmlReader reader, Action<string, XElement> take)
    {
        var (goesOn, marker, list) = (false, (string?)null, "");
        while (!reader.EOF)
            if (reader.NodeType != XmlNodeType.Element) reader.Read();
            else
                switch (reader.LocalName)
                {
                    case "member":
                        take(list, AwsAnswer.Bare((XElement)XNode.ReadFrom(reader)));
                        break;
                    case "IsTruncated":
                        goesOn = reader.ReadElementContentAsString() == "true";
                        break;
                    case "Marker":
                        marker = reader.ReadElementContentAsString();
                        break;
                    default:
                        list = reader.LocalName;
                        reader.Read();
                        break;
                }
        return new IamPage(goesOn, marker);
    }
}
