ALTER TABLE "tasks" ADD COLUMN "passes_over" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "assignment_capacity" integer;--> statement-breakpoint
ALTER TABLE "team_members" ADD COLUMN "last_handed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "assignment_mode" text DEFAULT 'by_hand' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "assignment_capacity" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
CREATE INDEX "tasks_in_hand" ON "tasks" USING btree ("workspace_id","assignee_user_id","team_id") WHERE "tasks"."type" = 'ticket' and "tasks"."status" in ('new', 'open');--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_assignment_capacity" CHECK ("memberships"."assignment_capacity" between 1 and 500);--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_assignment_mode" CHECK ("teams"."assignment_mode" in ('by_hand', 'round_robin', 'least_loaded'));--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_assignment_capacity" CHECK ("workspaces"."assignment_capacity" between 1 and 500);