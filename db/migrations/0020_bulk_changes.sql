CREATE TABLE "bulk_change_rows" (
	"workspace_id" uuid NOT NULL,
	"bulk_change_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"seen" text,
	"outcome" text,
	"change_id" uuid,
	"refusal" jsonb,
	CONSTRAINT "bulk_change_rows_workspace_id_bulk_change_id_number_pk" PRIMARY KEY("workspace_id","bulk_change_id","number"),
	CONSTRAINT "bulk_change_rows_outcome" CHECK ("bulk_change_rows"."outcome" in ('changed', 'unchanged', 'refused')),
	CONSTRAINT "bulk_change_rows_refusal" CHECK (("bulk_change_rows"."outcome" is not distinct from 'refused') = ("bulk_change_rows"."refusal" is not null))
);
--> statement-breakpoint
CREATE TABLE "bulk_changes" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"deed" jsonb,
	"label" text DEFAULT '' NOT NULL,
	"undoes_id" uuid,
	"total" integer NOT NULL,
	"cancelled_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"dismissed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_changes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "bulk_changes_one_deed" CHECK (("bulk_changes"."deed" is null) = ("bulk_changes"."undoes_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "bulk_change_rows" ADD CONSTRAINT "bulk_change_rows_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_change_rows" ADD CONSTRAINT "bulk_change_rows_change_fk" FOREIGN KEY ("workspace_id","bulk_change_id") REFERENCES "public"."bulk_changes"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_changes" ADD CONSTRAINT "bulk_changes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_changes" ADD CONSTRAINT "bulk_changes_user_fk" FOREIGN KEY ("workspace_id","user_id") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_changes" ADD CONSTRAINT "bulk_changes_undoes_fk" FOREIGN KEY ("workspace_id","undoes_id") REFERENCES "public"."bulk_changes"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_change_rows_left" ON "bulk_change_rows" USING btree ("workspace_id","bulk_change_id","number") WHERE "bulk_change_rows"."outcome" is null;--> statement-breakpoint
CREATE INDEX "bulk_changes_user" ON "bulk_changes" USING btree ("workspace_id","user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "bulk_changes_undoes" ON "bulk_changes" USING btree ("workspace_id","undoes_id") WHERE "bulk_changes"."undoes_id" is not null;