import { Avatar } from "@/components/ui/avatar";

export interface AgentsHeadingProps {
  /** Who answers; none before somebody does. */
  agents: readonly { name: string; avatar: string | null }[];
  /** The inbox's name. */
  name: string;
  /** The company behind it. */
  workspaceName: string;
}

/** Who one talks to: the people once they answer, the company before. */
export function AgentsHeading({ agents, name, workspaceName }: AgentsHeadingProps) {
  const latest = agents.slice(-3);
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2.5">
      <span className="-space-x-2 flex shrink-0">
        {latest.length > 0 ? (
          latest.map((agent) => (
            <Avatar
              key={agent.name}
              name={agent.name}
              src={agent.avatar}
              size={32}
              className="rounded-full ring-2 ring-surface"
            />
          ))
        ) : (
          <Avatar name={workspaceName} size={32} shape="square" />
        )}
      </span>
      <div className="min-w-0">
        <h1 dir="auto" className="truncate font-semibold text-base text-text">
          {latest.length > 0 ? latest.map((agent) => agent.name).join(", ") : name}
        </h1>
        <p dir="auto" className="truncate text-muted text-xs">
          {latest.length > 0 ? `${name} · ${workspaceName}` : workspaceName}
        </p>
      </div>
    </div>
  );
}
