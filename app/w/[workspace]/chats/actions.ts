"use server";

import { action } from "@/lib/core/action";
import { addToGroup } from "@/lib/domain/chats/commands/add-participants";
import { arrangeChat } from "@/lib/domain/chats/commands/arrange-chat";
import { changeChatRole } from "@/lib/domain/chats/commands/change-chat-role";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import { leaveChat } from "@/lib/domain/chats/commands/leave-chat";
import { markChatUnread } from "@/lib/domain/chats/commands/mark-unread";
import { openDirectChat } from "@/lib/domain/chats/commands/open-direct-chat";
import { removeParticipant } from "@/lib/domain/chats/commands/remove-participant";
import { renameChat } from "@/lib/domain/chats/commands/rename-chat";

export const addToGroupAction = action(addToGroup);
export const arrangeChatAction = action(arrangeChat);
export const changeChatRoleAction = action(changeChatRole);
export const createGroupAction = action(createGroup);
export const leaveChatAction = action(leaveChat);
export const markChatUnreadAction = action(markChatUnread);
export const openDirectChatAction = action(openDirectChat);
export const removeParticipantAction = action(removeParticipant);
export const renameChatAction = action(renameChat);
