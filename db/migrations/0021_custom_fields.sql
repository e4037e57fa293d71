CREATE TABLE "task_field_options" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field_id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "task_field_options_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "task_field_options_of_field" UNIQUE("workspace_id","field_id","id"),
	CONSTRAINT "task_field_options_name_length" CHECK (length("task_field_options"."name") between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "task_field_values" (
	"workspace_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"field_id" uuid NOT NULL,
	"slot" uuid NOT NULL,
	"type" text NOT NULL,
	"text_value" text,
	"text_key" text collate "C",
	"number_value" double precision,
	"date_value" date,
	"option_id" uuid,
	"user_id" uuid,
	CONSTRAINT "task_field_values_workspace_id_task_id_field_id_slot_pk" PRIMARY KEY("workspace_id","task_id","field_id","slot"),
	CONSTRAINT "task_field_values_slot" CHECK ("task_field_values"."slot" = case "task_field_values"."type" when 'multiple_choice' then "task_field_values"."option_id" else "task_field_values"."field_id" end),
	CONSTRAINT "task_field_values_of_type" CHECK (("task_field_values"."text_value" is not null) = ("task_field_values"."type" = 'text') and ("task_field_values"."text_key" is not null) = ("task_field_values"."type" = 'text')
        and ("task_field_values"."number_value" is not null) = ("task_field_values"."type" = 'number')
        and ("task_field_values"."date_value" is not null) = ("task_field_values"."type" = 'date')
        and ("task_field_values"."option_id" is not null) = ("task_field_values"."type" in ('choice', 'multiple_choice'))
        and ("task_field_values"."user_id" is not null) = ("task_field_values"."type" = 'person')),
	CONSTRAINT "task_field_values_text_length" CHECK (length("task_field_values"."text_value") between 1 and 500),
	CONSTRAINT "task_field_values_finite" CHECK ("task_field_values"."number_value" between -1e15 and 1e15)
);
--> statement-breakpoint
CREATE TABLE "task_fields" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"shown_on" text[] NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "task_fields_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "task_fields_type_of" UNIQUE("workspace_id","id","type"),
	CONSTRAINT "task_fields_type" CHECK ("task_fields"."type" in ('text', 'number', 'date', 'choice', 'multiple_choice', 'person', 'checkbox')),
	CONSTRAINT "task_fields_shown_on" CHECK ("task_fields"."shown_on" <@ array['ticket', 'task', 'bug', 'epic'] and cardinality("task_fields"."shown_on") > 0),
	CONSTRAINT "task_fields_name_length" CHECK (length("task_fields"."name") between 1 and 40)
);
--> statement-breakpoint
ALTER TABLE "task_field_options" ADD CONSTRAINT "task_field_options_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_field_options" ADD CONSTRAINT "task_field_options_field_fk" FOREIGN KEY ("workspace_id","field_id") REFERENCES "public"."task_fields"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_field_values" ADD CONSTRAINT "task_field_values_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_field_values" ADD CONSTRAINT "task_field_values_task_fk" FOREIGN KEY ("workspace_id","task_id") REFERENCES "public"."tasks"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_field_values" ADD CONSTRAINT "task_field_values_field_fk" FOREIGN KEY ("workspace_id","field_id","type") REFERENCES "public"."task_fields"("workspace_id","id","type") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_field_values" ADD CONSTRAINT "task_field_values_option_fk" FOREIGN KEY ("workspace_id","field_id","option_id") REFERENCES "public"."task_field_options"("workspace_id","field_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_field_values" ADD CONSTRAINT "task_field_values_user_fk" FOREIGN KEY ("workspace_id","user_id") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_fields" ADD CONSTRAINT "task_fields_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "task_field_values_text" ON "task_field_values" USING btree ("workspace_id","field_id","text_key","task_id") WHERE "task_field_values"."text_key" is not null;--> statement-breakpoint
CREATE INDEX "task_field_values_number" ON "task_field_values" USING btree ("workspace_id","field_id","number_value","task_id") WHERE "task_field_values"."number_value" is not null;--> statement-breakpoint
CREATE INDEX "task_field_values_date" ON "task_field_values" USING btree ("workspace_id","field_id","date_value","task_id") WHERE "task_field_values"."date_value" is not null;--> statement-breakpoint
CREATE INDEX "task_field_values_option" ON "task_field_values" USING btree ("workspace_id","field_id","option_id","task_id") WHERE "task_field_values"."option_id" is not null;--> statement-breakpoint
CREATE INDEX "task_field_values_user" ON "task_field_values" USING btree ("workspace_id","field_id","user_id","task_id") WHERE "task_field_values"."user_id" is not null;--> statement-breakpoint
CREATE INDEX "task_field_values_field" ON "task_field_values" USING btree ("workspace_id","field_id","task_id");--> statement-breakpoint
CREATE UNIQUE INDEX "task_fields_key" ON "task_fields" USING btree ("workspace_id","key") WHERE "task_fields"."archived_at" is null;