//! Files of chats: they begin here, with script (tus) or with a form, and here one leads to them. Who may have what was sent.

use super::said::found;
use super::side::Side;
use super::talk::mine;
use crate::actions::begin_file::{Sender, begin_file};
use crate::model::files::{FILE, of_sender};
use crate::model::limits::{MOST_BYTES, MOST_FILES};
use crate::queries::said::file_of;
use crate::rights::LOOKERS;
use crate::tables::{chat, chat_message};
use crate::texts;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler as _;
use axum::response::Response;
use gatehouse_companies::queries::membership;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal as _, Role, Uuid, async_trait};
use gatehouse_files::fetch::{Viewer, address};
use gatehouse_files::uploads::of_message;
use gatehouse_files::{FileName, StoredFile, has_scanner, upload_address};
use gatehouse_web::frames::{Fold, PanelForm};
use gatehouse_web::query::Ids;
use gatehouse_web::uploads::{FileRights, FormFiles, created, fetch_address};
use gatehouse_web::view::*;
use gatehouse_web::{AppState, Done, Doors, Halt, Visit};
use sea_orm::entity::prelude::*;

/// Three files of the most bytes, and what stands around them.
pub(super) const MOST_FORM: usize = 76 << 20;

pub(super) fn doors() -> Doors {
    use crate::actions::say::SAYS;
    Doors::new()
        .anyone(|doors| {
            doors
                .post("/chat/{chat}/files", begins, SAYS)
                .post("/chat/{chat}/send", send.layer(DefaultBodyLimit::max(MOST_FORM)), SAYS)
                .post("/chat/{chat}/files/{message}", open, SAYS)
        })
        .customers(|doors| {
            doors
                .post("/c/{company}/chat/{chat}/files", begins)
                .post("/c/{company}/chat/{chat}/send", send.layer(DefaultBodyLimit::max(MOST_FORM)))
                .post("/c/{company}/chat/{chat}/files/{message}", open)
        })
}

/// The form of a file; `here`: the address of the chat's page.
pub(super) async fn upload_form(visit: &Visit, (chat, sender): (Uuid, Uuid), here: &str) -> Result<Fold, Halt> {
    let (cx, lang) = (&visit.cx, visit.lang());
    let t = texts(lang);
    let coming = of_message(cx, of_sender(cx, chat, sender)).await?;
    let coming: Vec<_> =
        coming.into_iter().map(|one| (upload_address(cx, one.id), one)).map(|(at, one)| (one, at)).collect();
    let field = UploadField::new(lang, "file", t.msg_file_choose(), format!("{here}/files"))
        .most(3, MOST_BYTES)
        .hint(t.msg_file_hint(i64::try_from(MOST_FILES).unwrap_or(0), sizes(lang, MOST_BYTES)));
    let form = PanelForm::new(format!("{here}/send")).unguarded().with_file();
    let form = form.field(&field.coming(&coming, has_scanner(cx))).button(Button::submit(t.msg_file_send()));
    Ok(Fold::new(t.msg_file_title()).with(&form))
}

async fn begins(side: Side, Ids([chat]): Ids<1>, request: Request) -> Result<Response, Halt> {
    let cx = &side.visit.cx;
    let sender = Sender::Customer(side.by(chat));
    Ok(created(cx, &FILE, MOST_BYTES, request, async |said| begin_file(cx, chat, sender, said.name, said.length).await)
        .await)
}

async fn send(side: Side, State(app): State<AppState>, Ids([chat]): Ids<1>, request: Request) -> Result<Done, Halt> {
    let cx = side.visit.cx.clone();
    mine(&side, chat).await?;
    let sender = Sender::Customer(side.by(chat));
    let room = |name: FileName, most: u64| begin_file(&cx, chat, sender, name, most.min(MOST_BYTES));
    let (_, files) = FormFiles::read(&cx, &app, &FILE, request, room).await?;
    let refused = files.err().map(|refusal| refusal.text(side.visit.lang()));
    Ok(sent(&side.visit, &side.at(chat, ""), refused))
}

/// Back to the chat, with what became of it.
pub(super) fn sent(visit: &Visit, here: &str, refused: Option<String>) -> Done {
    let said = refused.unwrap_or_else(|| texts(visit.lang()).msg_done_file());
    visit.go_saying(here, said)
}

/// Leads to a file, for ten minutes.
async fn open(side: Side, Ids([chat, message]): Ids<2>) -> Result<Done, Halt> {
    let visit = &side.visit;
    let cx = &visit.cx;
    crate::actions::say::SAYS.check(cx)?.map_err(Halt::refused)?;
    let own = mine(&side, chat).await?;
    let row = file_of(cx.read(), own.row().id, message).await?;
    let file = row.and_then(|row| row.file_id).ok_or(Halt::NotFound)?;
    let file = found(cx, file).await?.ok_or(Halt::NotFound)?;
    let to = match own.row().account_id {
        Some(_) => fetch_address(visit, &FILE, &file)?,
        // The chat is nobody's account's, also where they are signed in: the link is for the chat.
        None => address(cx, &FILE, &file, &Viewer::of_mail(chat))?,
    };
    Ok(visit.go(&to))
}

/// Who may have a file of a chat at the moment when its link is used.
pub(crate) struct OfFiles;

#[async_trait]
impl FileRights for OfFiles {
    fn purpose(&self) -> &'static str {
        FILE.word
    }

    async fn may(&self, cx: &Cx, file: &StoredFile, viewer: &Viewer) -> Result<bool, Fault> {
        let row = chat_message::Entity::find().filter(chat_message::Column::FileId.eq(file.id)).one(cx.read()).await?;
        let Some(row) = row else { return Ok(false) };
        let Some(chat) = chat::Entity::find_by_id(row.chat_id).one(cx.read()).await? else { return Ok(false) };
        if chat.erase_at.has_come(cx.now()) {
            return Ok(false);
        }
        if let Some(roles) = &viewer.roles {
            return Ok(roles.contains(&Role::Administrator) || LOOKERS.iter().any(|role| roles.contains(role)));
        }
        if viewer.is_of_mail() {
            return Ok(chat.account_id.is_none() && chat.id == viewer.person);
        }
        Ok(chat.account_id == Some(viewer.person) && is_user(cx, &chat, viewer.person).await?)
    }
}

/// Whether somebody is a user still of the company in whose name the chat is.
async fn is_user(cx: &Cx, chat: &chat::Model, account: Uuid) -> Result<bool, Fault> {
    let Some(company) = chat.company_id else { return Ok(true) };
    let found = membership::of_account(cx, cx.read(), account).await?.filter(|found| found.company().id == company);
    Ok(found.is_some_and(|found| found.is_usable() && found.standing().blocked.is_none()))
}
