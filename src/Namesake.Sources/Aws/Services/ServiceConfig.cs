using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Namesake.Sources.Aws.Services;

/// <summary>The SDK's settings for a service of which it has no package here.</summary>
internal sealed class ServiceConfig : ClientConfig
{
    private readonly AwsService _service;

    public ServiceConfig(AwsService service)
        : base(Defaults.Instance)
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.Prefix;
        // Nobody reads the SDK's log, and an answer may hold credentials.
        DisableLogging = true;
    }

    public override string ServiceVersion => _service.Version ?? "";

    public override string UserAgent => "namesake";

    public override string RegionEndpointServiceName => _service.Prefix;

    /// <summary>Where requests go: to the endpoint that was configured, or to AWS.</summary>
    public void Locate(RegionEndpoint region)
    {
        var home = ServiceEndpoint.Of(_service, region, UseFIPSEndpoint);
        // Asked for before a Region is set, which would shut it out.
        if (ServiceURL is { } endpoint)
        {
            ServiceURL = endpoint;
            EndpointProvider = home with { Url = endpoint };
        }
        else
        {
            RegionEndpoint = region;
            EndpointProvider = home;
        }
        AuthenticationRegion = home.SigningRegion;
    }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => EndpointProvider.ResolveEndpoint(new EndpointParameters());

    /// <summary>One set of defaults, whichever mode is configured.</summary>
    private sealed class Defaults : IDefaultConfigurationProvider
    {
        public static readonly Defaults Instance = new();

        public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) =>
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Adaptive };
    }
}
