CREATE TABLE "saved_views" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"owner_user_id" uuid NOT NULL,
	"team_id" uuid,
	"address" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "saved_views_scope" CHECK ("saved_views"."scope" in ('private', 'team', 'workspace')),
	CONSTRAINT "saved_views_team_of_scope" CHECK (("saved_views"."scope" = 'team') = ("saved_views"."team_id" is not null)),
	CONSTRAINT "saved_views_name_length" CHECK (length("saved_views"."name") between 1 and 60),
	CONSTRAINT "saved_views_address_length" CHECK (length("saved_views"."address") <= 4000)
);
--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_fk" FOREIGN KEY ("workspace_id","owner_user_id") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_team_fk" FOREIGN KEY ("workspace_id","team_id") REFERENCES "public"."teams"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_views_team" ON "saved_views" USING btree ("workspace_id","team_id") WHERE "saved_views"."team_id" is not null;--> statement-breakpoint
CREATE INDEX "saved_views_owner" ON "saved_views" USING btree ("workspace_id","owner_user_id");--> statement-breakpoint
CREATE INDEX "tasks_queue" ON "tasks" USING btree ("workspace_id","status","priority","last_activity_at","id") WHERE "tasks"."type" = 'ticket';