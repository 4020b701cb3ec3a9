using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>Calls of members that take their feature from the caller.</summary>
internal sealed partial class CallClassifier
{
    /// <summary>Whether the compilation knows such members, local functions aside: the cheap question before all others.</summary>
    public bool HasFromCallerMembers => !_fromCaller.Names.IsEmpty;

    /// <summary>Whether a name can be such a member's.</summary>
    public bool MayBeFromCaller(string name) => _fromCaller.Names.Contains(name);

    /// <summary>
    /// Classifies a use of such a member: a call, a method taken as a delegate, a property or a creation. Null for any other
    /// operation, and for one that is a model call itself: that one carries its feature.
    /// </summary>
    public FromCallerCall? ClassifyFromCaller(IOperation operation, ISymbol containingSymbol) =>
        FindFromCaller(operation, containingSymbol) is { } call && Classify(operation, containingSymbol) is null ? call : null;

    /// <summary>Classifies a call whose overload the compiler cannot choose yet; see <see cref="ClassifyUnbound"/>.</summary>
    public FromCallerCall? ClassifyFromCallerUnbound(IOperation unbound, IMethodSymbol target, ISymbol containingSymbol) =>
        CallOf(unbound, target, containingSymbol) is { } call && ClassifyUnbound(unbound, target, containingSymbol) is null ? call : null;

    private FromCallerCall? FindFromCaller(IOperation operation, ISymbol containingSymbol) => operation switch
    {
        { Parent: INameOfOperation } => null,
        IInvocationOperation invocation => CallOf(invocation, invocation.TargetMethod, containingSymbol),
        IMethodReferenceOperation { Method: var method } => UseOf(operation, method, SymbolNames.Method(method), EscapeReason.MethodGroup),
        IPropertyReferenceOperation { Property: var property } => UseOf(operation, property, SymbolNames.Property(property), EscapeReason.NotAMethod),
        IObjectCreationOperation { Constructor: { } constructor } => UseOf(operation, constructor, SymbolNames.Method(constructor), EscapeReason.NotAMethod),
        IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance.Type: { } receiver } member }
            when receiver.GetMembers(member.MemberName).FirstOrDefault(MayBeFromCaller) is IMethodSymbol method =>
                UseOf(operation, method, SymbolNames.Method(method), EscapeReason.DynamicArgument),
        _ => null,
    };

    private FromCallerCall? CallOf(IOperation operation, IMethodSymbol target, ISymbol containingSymbol)
    {
        if (!MayBeFromCaller(target) || !_fromCaller.Contains(target))
        {
            return null;
        }

        var shape = CallShapes.OfFromCaller(target);
        return new FromCallerCall
        {
            Target = target,
            TargetName = SymbolNames.Method(target),
            Shape = shape,
            Escape = target.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension ? _interceptability.EscapeOf(operation, target, shape, containingSymbol) : EscapeReason.NotAMethod,
            Node = CalledName.Of(operation.Syntax),
        };
    }

    private FromCallerCall? UseOf(IOperation operation, ISymbol member, string name, EscapeReason escape) =>
        MayBeFromCaller(member) && _fromCaller.Contains(member)
            ? new FromCallerCall { TargetName = name, Escape = escape, Node = CalledName.Of(operation.Syntax) }
            : null;

    // The names hold no local functions: those are rare, and are asked themselves.
    private bool MayBeFromCaller(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.LocalFunction } || _fromCaller.Names.Contains(member.Name);
}
