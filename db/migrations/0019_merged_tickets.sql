CREATE TABLE "ticket_merges" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_task_id" uuid NOT NULL,
	"into_task_id" uuid NOT NULL,
	"merged_by" uuid,
	"former" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone,
	CONSTRAINT "ticket_merges_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "ticket_merges_two_tickets" CHECK ("ticket_merges"."source_task_id" <> "ticket_merges"."into_task_id")
);
--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "merged_into_task_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_source_fk" FOREIGN KEY ("workspace_id","source_task_id") REFERENCES "public"."tasks"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_into_fk" FOREIGN KEY ("workspace_id","into_task_id") REFERENCES "public"."tasks"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_by_fk" FOREIGN KEY ("workspace_id","merged_by") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_merges_source" ON "ticket_merges" USING btree ("workspace_id","source_task_id") WHERE "ticket_merges"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "ticket_merges_into" ON "ticket_merges" USING btree ("workspace_id","into_task_id") WHERE "ticket_merges"."undone_at" is null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_merged_into_fk" FOREIGN KEY ("workspace_id","merged_into_task_id") REFERENCES "public"."tasks"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_merged_into" ON "tasks" USING btree ("workspace_id","merged_into_task_id") WHERE "tasks"."merged_into_task_id" is not null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_merged_is_closed" CHECK ("tasks"."merged_into_task_id" is null or ("tasks"."type" = 'ticket' and "tasks"."status" = 'closed' and "tasks"."merged_into_task_id" <> "tasks"."id"));