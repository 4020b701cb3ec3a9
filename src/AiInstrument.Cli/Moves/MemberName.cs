namespace AiInstrument.Cli.Moves;

/// <summary>The parts of a member's name, as <c>Namespace.Type.Member(ParameterTypes)</c>.</summary>
/// <param name="Type">What is before the member's own name; empty for a name without a type.</param>
/// <param name="Own">The member's own name, without parameters.</param>
internal readonly record struct MemberName(string Type, string Own)
{
    /// <summary>Takes a name apart.</summary>
    public static MemberName Of(string member)
    {
        // From the end, and only between brackets that are closed: types in them have dots and parentheses too.
        var (end, depth) = (member.Length, 0);
        for (var at = member.Length - 1; at >= 0; at--)
        {
            switch (member[at])
            {
                case ')' or '>' or ']':
                    depth++;
                    break;
                case '(' or '<' or '[':
                    depth--;
                    end = depth == 0 && member[at] == '(' && end == member.Length ? at : end;
                    break;
                case '.' when depth == 0:
                    return new MemberName(member[..at], member[(at + 1)..end]);
            }
        }

        return new MemberName("", member[..end]);
    }
}
