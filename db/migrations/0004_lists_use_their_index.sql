DROP INDEX "notifications_of_user";--> statement-breakpoint
DROP INDEX "tasks_recent";--> statement-breakpoint
DROP INDEX "tasks_assignee";--> statement-breakpoint
DROP INDEX "tasks_team";--> statement-breakpoint
CREATE INDEX "notifications_of_user" ON "notifications" USING btree ("workspace_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "tasks_recent" ON "tasks" USING btree ("workspace_id","type","last_activity_at","id");--> statement-breakpoint
CREATE INDEX "tasks_assignee" ON "tasks" USING btree ("workspace_id","assignee_user_id","last_activity_at","id");--> statement-breakpoint
CREATE INDEX "tasks_team" ON "tasks" USING btree ("workspace_id","team_id","last_activity_at","id");