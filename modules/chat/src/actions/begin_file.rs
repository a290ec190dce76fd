//! Somebody sends a file into a chat (SUP-20): 20 in all, of up to 25 MB each. Once its last byte is safe it is a message; nobody opens it before it
//! is scanned.

use super::say::{NewMessage, SAYS, add};
use super::{as_customer, as_staff, hold, keep};
use crate::model::files::{FILE, of_sender};
use crate::model::limits::{MOST_BEFORE, MOST_BYTES, MOST_FILES, MOST_OF_STRANGERS};
use crate::model::state::{Author, State};
use crate::queries::live::{MOVED, whisper};
use crate::refusals::ChatRefusal;
use crate::rights::By;
use crate::tables::chat;
use crate::tables::chat_message::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_files::tables::upload;
use gatehouse_files::uploads::{self, Finished, Limits, Plan, attach_file};
use gatehouse_files::{FileName, UploadRefusal};
use gatehouse_guard::counters::{self, Counter, Rule};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

/// By what the files of all people without an account are counted.
const STRANGERS: Uuid = Uuid::from_u128(0x6368_6174_2d66_4c73_8b00_0000_0000_0002);
/// Files of one sender on their way at a time.
const AT_ONCE: u64 = 3;

/// Who sends it.
#[derive(Clone, Copy, Debug)]
pub enum Sender<'a> {
    /// The customer.
    Customer(By<'a>),
    /// The member of the staff who has the chat.
    Staff,
}

/// Why it does not begin.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FileRefusal {
    /// The chat takes nothing of them.
    Chat(ChatRefusal),
    /// There are 20 files.
    #[refusal(409, "chat.files", refusal_files, field = "file")]
    TooMany,
    /// Nobody of the staff has joined yet.
    #[refusal(409, "chat.files_joined", refusal_files_joined, field = "file")]
    NotJoined,
    /// Too many come from people without an account.
    #[refusal(503, "chat.files_later", refusal_files_later, field = "file")]
    Later,
    /// It is too large, or there are too many on their way.
    Upload(UploadRefusal),
}

/// Makes room for it; returns the upload.
pub async fn begin_file(
    cx: &Cx,
    chat: Uuid,
    sender: Sender<'_>,
    name: FileName,
    length: u64,
) -> Outcome<Uuid, FileRefusal> {
    if let Sender::Customer(_) = sender {
        SAYS.check(cx)?.map_err(ChatRefusal::TooOften).or_refuse()?;
    }
    let tx = cx.begin().await?;
    let (row, id, payer, person) = match sender {
        Sender::Customer(by) => {
            let row = as_customer(cx, &tx, chat, by).await.map_err(|stop| stop.map(FileRefusal::Chat))?;
            // Of people without an account each chat has room of its own: what others have begun and not sent keeps nobody from sending.
            let payer = row.company_id.or(row.account_id).unwrap_or(chat);
            (row, chat, payer, None)
        }
        Sender::Staff => {
            let (row, me) = as_staff(cx, &tx, chat).await.map_err(|stop| stop.map(FileRefusal::Chat))?;
            if row.staff_id != Some(me) {
                return Err(refuse(FileRefusal::Chat(super::taken(cx, &row).await?)));
            }
            (row, me, me, Some(me))
        }
    };
    if row.state == State::Ended {
        return Err(refuse(FileRefusal::Chat(ChatRefusal::Ended)));
    }
    if count(&tx, chat).await? >= MOST_FILES {
        return Err(refuse(FileRefusal::TooMany));
    }
    if matches!(sender, Sender::Customer(_)) && row.account_id.is_none() {
        of_stranger(cx, &tx, &row).await?;
    }
    let limits = Limits { files: AT_ONCE, bytes: MOST_BYTES, all_bytes: None };
    let message = of_sender(cx, chat, id);
    let plan = Plan { purpose: FILE, owner: chat, payer, person, message, name, length, limits };
    let upload = uploads::begin(cx, &tx, &plan).await.map_err(|stop| stop.map(FileRefusal::Upload))?;
    tx.commit().await?;
    Ok(upload)
}

async fn count(tx: &Tx, chat: Uuid) -> Result<u64, Fault> {
    let files = Entity::find().filter(Column::ChatId.eq(chat)).filter(Column::FileId.is_not_null());
    Ok(files.count(&**tx).await?)
}

/// Of people without an account a few files come before somebody of the staff has joined, and of all of them together so many in an hour.
async fn of_stranger(cx: &Cx, tx: &Tx, row: &chat::Model) -> Outcome<(), FileRefusal> {
    if row.taken_at.is_none() && count(tx, row.id).await? >= MOST_BEFORE {
        return Err(refuse(FileRefusal::NotJoined));
    }
    let counter = Counter::new(cx, "chat.stranger_files", STRANGERS.as_bytes(), Rule::counted(HOUR));
    let count = counters::add(cx, tx, &[counter]).await?.first().copied().unwrap_or_default();
    if count > MOST_OF_STRANGERS { Err(refuse(FileRefusal::Later)) } else { Ok(()) }
}

/// The last byte of a file is safe: it is a message of the chat. Of other modules, and of chats that are over, nothing.
pub(crate) async fn came(cx: &Cx, tx: &Tx, finished: &Finished) -> Result<(), Fault> {
    if finished.target.is_some() {
        return Ok(());
    }
    let Some(mut row) = hold(cx, tx, finished.owner).await? else { return Ok(()) };
    let Some(upload) = upload::Entity::find_by_id(finished.file).one(&**tx).await? else { return Ok(()) };
    let (author, staff) = match upload.person {
        _ if finished.message == of_sender(cx, row.id, row.id) => (Author::Customer, None),
        Some(staff) if finished.message == of_sender(cx, row.id, staff) => (Author::Staff, Some(staff)),
        _ => return Ok(()),
    };
    if row.state == State::Ended || count(tx, row.id).await? >= MOST_FILES {
        return Ok(());
    }
    if attach_file(cx, tx, &FILE, finished.file).await?.is_none() {
        return Ok(());
    }
    // Its sender knows the upload's id, and must not have said something by that before.
    let new = NewMessage { client: cx.id(), author, staff, text: None, file: Some(finished.file), notice: None };
    match add(cx, tx, &mut row, &new).await {
        Ok(_) => keep(tx, &row).await,
        // It has as many messages as one may have; the file ends with the chat.
        Err(Stop::Refused(_)) => Ok(()),
        Err(Stop::Broken(fault)) => Err(fault),
    }
}

/// More is known of a file: pages on which it stands are loaded anew. Of what is no chat, nothing.
pub(crate) async fn scanned(cx: &Cx, tx: &Tx, owner: Uuid) -> Result<(), Fault> {
    if chat::Entity::find_by_id(owner).one(&**tx).await?.is_some() {
        let db = cx.db().clone();
        tx.after_commit(move || whisper(&db, owner, MOVED));
    }
    Ok(())
}
