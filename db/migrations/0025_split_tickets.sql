CREATE TABLE "split_messages" (
	"workspace_id" uuid NOT NULL,
	"split_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "split_messages_workspace_id_split_id_message_id_pk" PRIMARY KEY("workspace_id","split_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "ticket_splits" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_task_id" uuid NOT NULL,
	"new_task_id" uuid NOT NULL,
	"split_by" uuid,
	"change_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone,
	CONSTRAINT "ticket_splits_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "ticket_splits_two_tickets" CHECK ("ticket_splits"."source_task_id" <> "ticket_splits"."new_task_id")
);
--> statement-breakpoint
ALTER TABLE "split_messages" ADD CONSTRAINT "split_messages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "split_messages" ADD CONSTRAINT "split_messages_split_fk" FOREIGN KEY ("workspace_id","split_id") REFERENCES "public"."ticket_splits"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "split_messages" ADD CONSTRAINT "split_messages_message_fk" FOREIGN KEY ("workspace_id","message_id") REFERENCES "public"."messages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_splits" ADD CONSTRAINT "ticket_splits_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_splits" ADD CONSTRAINT "ticket_splits_source_fk" FOREIGN KEY ("workspace_id","source_task_id") REFERENCES "public"."tasks"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_splits" ADD CONSTRAINT "ticket_splits_new_fk" FOREIGN KEY ("workspace_id","new_task_id") REFERENCES "public"."tasks"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_splits" ADD CONSTRAINT "ticket_splits_by_fk" FOREIGN KEY ("workspace_id","split_by") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "split_messages_message" ON "split_messages" USING btree ("workspace_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_splits_new" ON "ticket_splits" USING btree ("workspace_id","new_task_id");--> statement-breakpoint
CREATE INDEX "ticket_splits_source" ON "ticket_splits" USING btree ("workspace_id","source_task_id");