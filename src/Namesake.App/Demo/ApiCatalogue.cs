using static Namesake.App.Demo.ApiCall;

namespace Namesake.App.Demo;

/// <summary>The calls of a synthetic trail, by who makes them.</summary>
internal static class ApiCatalogue
{
    private const string KeyResource = """[{"accountId":"~account~","type":"AWS::KMS::Key","ARN":"arn:aws:kms:~region~:~account~:key/~kms~"}]""";

    /// <summary>What people and their tools call.</summary>
    public static readonly ApiSet People = new(
        Read(40, "ec2", "DescribeInstances", """{"instancesSet":{"items":[{"instanceId":"i-~hex17~"},{"instanceId":"i-~hex17b~"}]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"pending"},{"value":"running"},{"value":"stopping"}]}}]}}"""),
        Read(24, "ec2", "DescribeSecurityGroups", """{"securityGroupSet":{},"securityGroupIdSet":{"items":[{"groupId":"sg-~hex17~"}]},"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"vpc-~hex17b~"}]}}]}}"""),
        Read(20, "ec2", "DescribeNetworkInterfaces", """{"networkInterfaceIdSet":{},"filterSet":{"items":[{"name":"subnet-id","valueSet":{"items":[{"value":"subnet-~hex17~"}]}},{"name":"availability-zone","valueSet":{"items":[{"value":"~zone~"}]}}]},"maxResults":200}"""),
        Read(16, "cloudformation", "DescribeStackResources", """{"stackName":"arn:aws:cloudformation:~region~:~account~:stack/~name~/~uuid~","logicalResourceId":"Service"}"""),
        Read(18, "iam", "GetRolePolicy", """{"roleName":"~name~","policyName":"~other~-inline"}"""),
        Read(14, "logs", "FilterLogEvents", """{"logGroupName":"/aws/lambda/~name~","startTime":1740960000000,"endTime":1741046400000,"filterPattern":"ERROR","limit":10000,"interleaved":true,"nextToken":"Bxkq6kVGFtq2y_~hex32~"}"""),
        Read(12, "rds", "DescribeDBInstances", """{"dBInstanceIdentifier":"~name~","maxRecords":100,"filters":[{"name":"engine","values":["postgres","aurora-postgresql"]}]}"""),
        Read(10, "cloudwatch", "GetMetricData", """{"metricDataQueries":[{"id":"m1","metricStat":{"metric":{"namespace":"AWS/ApplicationELB","metricName":"TargetResponseTime","dimensions":[{"name":"LoadBalancer","value":"app/~name~/~hex8~"}]},"period":300,"stat":"p99"},"returnData":true}],"startTime":"~second~","scanBy":"TimestampDescending"}"""),
        Read(14, "eks", "DescribeCluster", """{"name":"~name~"}"""),
        Read(9, "elasticloadbalancing", "DescribeTargetHealth", """{"targetGroupArn":"arn:aws:elasticloadbalancing:~region~:~account~:targetgroup/~name~/~hex8~~hex8b~"}"""),
        Read(12, "sts", "GetCallerIdentity", null),
        OnBucket(6, "GetBucketPolicy", "policy"), OnBucket(5, "GetBucketTagging", "tagging"), OnBucket(4, "GetBucketAcl", "acl"),
        OnObject(7, "GetObject", readOnly: true), OnObject(3, "PutObject", readOnly: false),
        Read(8, "secretsmanager", "GetSecretValue", """{"secretId":"arn:aws:secretsmanager:~region~:~account~:secret:~name~-~hex8~","versionStage":"AWSCURRENT"}"""),
        Read(8, "kms", "Decrypt", """{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","keyId":"arn:aws:kms:~region~:~account~:key/~kms~","encryptionContext":{"SecretARN":"arn:aws:secretsmanager:~region~:~account~:secret:~name~-~hex8~"}}""", KeyResource),
        Change(5, "ec2", "RunInstances", """{"instancesSet":{"items":[{"imageId":"ami-~hex17~","minCount":1,"maxCount":1}]},"instanceType":"m7g.large","blockDeviceMapping":{},"subnetId":"subnet-~hex17b~","monitoring":{"enabled":false},"disableApiTermination":false,"clientToken":"~uuid~","tagSpecificationSet":{"items":[{"resourceType":"instance","tags":[{"key":"Name","value":"~name~"}]}]}}""", """{"requestId":"~uuidb~","reservationId":"r-~hex17~","ownerId":"~account~","groupSet":{},"instancesSet":{"items":[{"instanceId":"i-~hex17c~","imageId":"ami-~hex17~","instanceState":{"code":0,"name":"pending"},"privateIpAddress":"~ip~","instanceType":"m7g.large","launchTime":1740996000000,"placement":{"availabilityZone":"~zone~","tenancy":"default"},"subnetId":"subnet-~hex17b~","architecture":"arm64","rootDeviceType":"ebs"}]}}"""),
        Change(7, "ec2", "AuthorizeSecurityGroupIngress", """{"groupId":"sg-~hex17~","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,"groups":{},"ipRanges":{"items":[{"cidrIp":"~ip~/32","description":"~name~"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}""", """{"requestId":"~uuidb~","_return":true,"securityGroupRuleSet":{"items":[{"groupOwnerId":"~account~","groupId":"sg-~hex17~","securityGroupRuleId":"sgr-~hex17b~","description":"~name~","isEgress":false,"ipProtocol":"tcp","fromPort":443,"toPort":443,"cidrIpv4":"~ip~/32"}]}}"""),
        Change(5, "lambda", "UpdateFunctionCode20150331v2", """{"functionName":"~name~","s3Bucket":"~bucket~","s3Key":"~key~","publish":true,"dryRun":false}""", """{"functionName":"~name~","functionArn":"arn:aws:lambda:~region~:~account~:function:~name~","runtime":"nodejs22.x","role":"arn:aws:iam::~account~:role/~other~","handler":"index.handler","codeSize":~int~,"timeout":30,"memorySize":512,"lastModified":"2025-03-03T10:00:00.000+0000","codeSha256":"~hex32~","version":"~small~","revisionId":"~uuid~","state":"Active","packageType":"Zip"}"""),
        Change(6, "ssm", "PutParameter", """{"name":"/~name~/release","type":"SecureString","value":"HIDDEN_DUE_TO_SECURITY_REASONS","overwrite":true,"tier":"Standard"}""", """{"version":~small~,"tier":"Standard"}"""),
        Change(5, "iam", "AttachRolePolicy", """{"roleName":"~name~","policyArn":"arn:aws:iam::~account~:policy/~other~"}"""));

    /// <summary>What machines call.</summary>
    public static readonly ApiSet Workloads = new(
        OnObject(18, "GetObject", readOnly: true), OnObject(12, "PutObject", readOnly: false), OnObject(3, "DeleteObject", readOnly: false),
        Read(14, "kms", "Decrypt", """{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","keyId":"arn:aws:kms:~region~:~account~:key/~kms~","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::~bucket~/~key~"}}""", KeyResource),
        Read(10, "kms", "GenerateDataKey", """{"keyId":"arn:aws:kms:~region~:~account~:key/~kms~","keySpec":"AES_256","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::~bucket~/~key~"}}""", KeyResource),
        Read(14, "ssm", "GetParametersByPath", """{"path":"/~name~/production","recursive":true,"withDecryption":true,"maxResults":10}"""),
        Read(14, "secretsmanager", "GetSecretValue", """{"secretId":"arn:aws:secretsmanager:~region~:~account~:secret:~name~-~hex8~","versionStage":"AWSCURRENT"}"""),
        Change(14, "dynamodb", "UpdateItem", """{"tableName":"~name~","key":{"pk":"HIDDEN_DUE_TO_SECURITY_REASONS"},"updateExpression":"SET #s = :s, #u = :u","returnValues":"ALL_NEW","returnConsumedCapacity":"TOTAL"}""", """{"consumedCapacity":{"tableName":"~name~","capacityUnits":1.0}}""", """[{"accountId":"~account~","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:~region~:~account~:table/~name~"}]"""),
        Change(12, "logs", "CreateLogStream", """{"logGroupName":"/aws/containers/~name~","logStreamName":"2025/03/03/[$LATEST]~hex32~"}"""),
        Change(10, "sqs", "ChangeMessageVisibilityBatch", """{"queueUrl":"https://sqs.~region~.amazonaws.com/~account~/~name~","entries":[{"id":"~uuid~","visibilityTimeout":120},{"id":"~uuidb~","visibilityTimeout":120}]}""", """{"successful":[{"id":"~uuid~"},{"id":"~uuidb~"}],"failed":[]}"""),
        Read(10, "ecr", "BatchGetImage", """{"registryId":"~account~","repositoryName":"~name~","imageIds":[{"imageDigest":"sha256:~digest~"}],"acceptedMediaTypes":["application/vnd.docker.distribution.manifest.v2+json","application/vnd.oci.image.manifest.v1+json"]}""", """[{"accountId":"~account~","ARN":"arn:aws:ecr:~region~:~account~:repository/~name~"}]"""));

    /// <summary>What services call under their service-linked roles.</summary>
    public static readonly ApiSet Services = new(
        Read(20, "ec2", "DescribeInstances", """{"instancesSet":{"items":[{"instanceId":"i-~hex17~"}]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"},{"value":"pending"}]}}]}}"""),
        Read(10, "ec2", "DescribeVolumes", """{"volumeSet":{"items":[{"volumeId":"vol-~hex17~"}]},"filterSet":{}}"""),
        Read(10, "lambda", "GetFunction20150331v2", """{"functionName":"arn:aws:lambda:~region~:~account~:function:~name~"}"""));

    /// <summary>What services call for a person.</summary>
    public static readonly ApiSet Forwarded = new(
        Read(20, "kms", "Decrypt", """{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"PARAMETER_ARN":"arn:aws:ssm:~region~:~account~:parameter/~name~/release"}}""", KeyResource),
        Change(10, "ec2", "CreateTags", """{"resourcesSet":{"items":[{"resourceId":"i-~hex17~"}]},"tagSet":{"items":[{"key":"aws:cloudformation:stack-name","value":"~name~"}]}}""", """{"requestId":"~uuid~","_return":true}"""));
}

/// <summary>Calls to choose from by weight.</summary>
internal sealed class ApiSet(params ApiCall[] calls)
{
    private readonly int total = calls.Sum(call => call.Weight);

    public ApiCall Pick(ref SplitMix64 random)
    {
        var left = random.Below(total);
        foreach (var call in calls)
        {
            left -= call.Weight;
            if (left < 0)
                return call;
        }

        return calls[0];
    }
}
