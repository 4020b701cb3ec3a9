using System.Text.Json.Serialization;
using AiInstrument.Collector.Content;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Answers.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AiInstrument.Dashboard.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UsageStats))]
[JsonSerializable(typeof(UsageRecords))]
[JsonSerializable(typeof(UsageNames))]
[JsonSerializable(typeof(UsageRecordDetail))]
[JsonSerializable(typeof(ViewList))]
[JsonSerializable(typeof(RecordView))]
[JsonSerializable(typeof(LiveTotals))]
[JsonSerializable(typeof(LiveRecords))]
[JsonSerializable(typeof(UsageSeriesReport))]
[JsonSerializable(typeof(UsageAttention))]
[JsonSerializable(typeof(UsageTraces))]
[JsonSerializable(typeof(SystemReport))]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(OwnAccount))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(AuditPart))]
[JsonSerializable(typeof(ContentHoldings))]
[JsonSerializable(typeof(ChannelList))]
[JsonSerializable(typeof(BudgetDriftList))]
[JsonSerializable(typeof(UsageTrace))]
[JsonSerializable(typeof(UsageSession))]
[JsonSerializable(typeof(QualityReport))]
[JsonSerializable(typeof(UsageHeatMap))]
[JsonSerializable(typeof(UsageFlows))]
[JsonSerializable(typeof(UsageCoverage))]
[JsonSerializable(typeof(BudgetList))]
[JsonSerializable(typeof(BudgetView))]
[JsonSerializable(typeof(BudgetInput))]
[JsonSerializable(typeof(UsageAlerts))]
[JsonSerializable(typeof(UsageAlertHistory))]
[JsonSerializable(typeof(UsageDeliveries))]
[JsonSerializable(typeof(UsageForecasts))]
[JsonSerializable(typeof(BillingMonth))]
[JsonSerializable(typeof(BillingOrganizations))]
[JsonSerializable(typeof(BillingLines))]
[JsonSerializable(typeof(BillingStatements))]
[JsonSerializable(typeof(BillingStatementLines))]
[JsonSerializable(typeof(BillingCorrections))]
[JsonSerializable(typeof(UsageRecordContent))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class UsageJson : JsonSerializerContext;
