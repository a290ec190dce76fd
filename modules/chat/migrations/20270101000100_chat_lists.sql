-- Lists of staff: the few chats that go on, those that nobody took, and those in a language, the newest first.
create index chat_going on chat (started_at, id) where state <> 'ended';
create index chat_untaken on chat (started_at, id) where state = 'ended' and taken_at is null;
create index chat_lang on chat (lang, started_at, id);
