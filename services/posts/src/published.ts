export {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
} from './events.ts';
export { countedPost, editedPost, publishedPost } from './answer/fold-post.ts';
export { postAnswer } from './answer/post-answer.ts';
export {
  postAnswerParts,
  unknownAuthor,
  type AuthorCard,
  type ViewerMarks,
} from './answer/post-answer-text.ts';
export { postRow, type PostRow } from './answer/post-row.ts';
export { isCounted, replyTally, someReplies, tallied, type ReplyTally } from './answer/reply-tally.ts';
export { editedPatch } from './live/edited-patch.ts';
export {
  countsOf,
  postCountsPatch,
  postDeletedPatch,
  postEditedPatch,
  postPublishedPatch,
} from './live/patches.ts';
export { hashtagSchema } from './text/hashtag.ts';
export { visibilitySchema, type Visibility } from './visibility.ts';
