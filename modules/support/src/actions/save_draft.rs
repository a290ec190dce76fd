//! What somebody types is kept on the server (SUP-2): a new request, or an answer. A draft of a new request has the id and the key of the request that
//! it becomes, so that files can be uploaded before it is sent. 30 days after it was last saved it is erased.

use super::acting::customer;
use crate::inventory::DRAFT_DAYS;
use crate::model::category::Category;
use crate::model::places::DRAFT;
use crate::refusals::{OpenRefusal, RequestRefusal};
use crate::tables::request_draft::{Column, Entity, Model};
use gatehouse_companies::rights::Member;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};

/// Drafts of new requests that an account has at once.
pub const MOST: u64 = 20;
/// The most bytes of a draft.
pub const MOST_BYTES: usize = 256 * 1_024;

/// Why nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum DraftRefusal {
    /// They do not get into the company, or the draft is gone.
    Open(OpenRefusal),
    /// They do not see the request, or may not answer it.
    Request(RequestRefusal),
    /// Another window has saved it since.
    #[refusal(409, "request.draft_changed", refusal_draft_changed)]
    Changed,
    /// They have as many as one can have.
    #[refusal(409, "request.drafts", refusal_drafts)]
    TooMany,
    /// It is too long to be kept.
    #[refusal(422, "request.draft_too_long", refusal_draft_too_long)]
    TooLong,
}

/// What is kept: the fields of the form as they were typed, as JSON. Nothing of it is judged.
#[derive(Clone, Debug)]
pub struct SaveDraft {
    /// The draft; `None`: a new one.
    pub draft: Option<Uuid>,
    /// What it is about, once chosen.
    pub category: Option<Category>,
    /// What was typed.
    pub form: serde_json::Value,
    /// The version that the page knows; `None`: whichever it is.
    pub version: Option<i64>,
    /// Where there is no such draft yet, it begins with this id: a page of ours has made it for this account.
    pub begins: bool,
}

/// A draft as it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its id; of a new request the request's.
    pub id: Uuid,
    /// Its version.
    pub version: i64,
}

/// Keeps a new request that is not sent yet; `company`: of the page's scope.
pub async fn save_draft(cx: &Cx, company: Option<Uuid>, input: &SaveDraft) -> Outcome<Saved, DraftRefusal> {
    let account = cx.actor.account().ok_or_else(|| Fault::new("a draft of nobody"))?;
    let plain = serde_json::to_vec(&input.form)?;
    if plain.len() > MOST_BYTES {
        return Err(refuse(DraftRefusal::TooLong));
    }
    let tx = cx.begin().await?;
    if let Some(company) = company {
        let entered = gatehouse_companies::enter::<Member>(cx, &tx, company).await;
        entered.map_err(|stop| stop.map(|refusal| DraftRefusal::Open(OpenRefusal::Enter(refusal))))?;
    }
    let row = match input.draft {
        Some(draft) => begun(cx, &tx, (account, company), draft, input.begins).await?,
        None => new(cx, &tx, (account, company), cx.id()).await?,
    };
    if row.version > 0 && input.version.is_some_and(|version| version != row.version) {
        return Err(refuse(DraftRefusal::Changed));
    }
    let saved = write(cx, &tx, row.id, row, &plain, input.category).await?;
    tx.commit().await?;
    Ok(saved)
}

/// The draft of a new request, held; with `begins` a new one where there is none. A row of version 0 is not written yet, and has its key.
pub(crate) async fn begun(
    cx: &Cx,
    tx: &Tx,
    (account, company): (Uuid, Option<Uuid>),
    draft: Uuid,
    begins: bool,
) -> Outcome<Model, DraftRefusal> {
    let gone = || refuse(DraftRefusal::Open(OpenRefusal::Draft));
    if let Some(row) = Entity::find_by_id(draft).lock_exclusive().one(&**tx).await? {
        let is_own = row.account_id == Some(account) && row.company_id == company && row.request_id.is_none();
        return if is_own { Ok(row) } else { Err(gone()) };
    }
    // What was sent, or thrown away, has left its key or its row.
    let is_used = crate::tables::request::Entity::find_by_id(draft).one(&**tx).await?.is_some()
        || subject::keys(cx, &**tx, &[draft]).await?.contains_key(&draft);
    if !begins || is_used {
        return Err(gone());
    }
    new(cx, tx, (account, company), draft).await
}

async fn new(cx: &Cx, tx: &Tx, (account, company): (Uuid, Option<Uuid>), id: Uuid) -> Outcome<Model, DraftRefusal> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::RequestId.is_null());
    if own.count(&**tx).await? >= MOST {
        return Err(refuse(DraftRefusal::TooMany));
    }
    subject::create(cx, tx, id).await?;
    Ok(Model { account_id: Some(account), company_id: company, ..empty(id, None) })
}

/// Writes a draft that has just begun, with nothing in it yet.
pub(crate) async fn keep_begun(cx: &Cx, tx: &Tx, row: Model) -> Result<(), Fault> {
    if row.version == 0 {
        write(cx, tx, row.id, row, b"{}", None).await?;
    }
    Ok(())
}

/// Keeps an answer that is not sent yet: one for each request and person.
pub async fn save_answer(
    cx: &Cx,
    company: Option<Uuid>,
    request: Uuid,
    input: &SaveDraft,
) -> Outcome<Saved, DraftRefusal> {
    let plain = serde_json::to_vec(&input.form)?;
    if plain.len() > MOST_BYTES {
        return Err(refuse(DraftRefusal::TooLong));
    }
    let tx = cx.begin().await?;
    let acting = customer(cx, &tx, company, request).await;
    let acting = acting.map_err(|stop| stop.map(DraftRefusal::Request))?;
    let account = acting.seen.account();
    let own = Entity::find().filter(Column::RequestId.eq(request)).filter(Column::AccountId.eq(account));
    let found = own.lock_exclusive().one(&*tx).await?;
    if let (Some(row), Some(version)) = (&found, input.version)
        && row.version != version
    {
        return Err(refuse(DraftRefusal::Changed));
    }
    let new = || Model { account_id: Some(account), company_id: company, ..empty(cx.id(), Some(request)) };
    let saved = write(cx, &tx, request, found.unwrap_or_else(new), &plain, None).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Throws a draft away, with its files; one that is gone is no mistake.
pub async fn drop_draft(cx: &Cx, draft: Uuid) -> Result<(), Fault> {
    let Some(account) = cx.actor.account() else { return Ok(()) };
    let tx = cx.begin().await?;
    let own = Entity::find_by_id(draft).filter(Column::AccountId.eq(account));
    if let Some(row) = own.lock_exclusive().one(&*tx).await? {
        forget(cx, &tx, &row).await?;
    }
    tx.commit().await
}

/// The draft that a mail needs for its files: nobody's, with a key, and gone after a day where nothing becomes of it.
pub(crate) async fn of_mail(cx: &Cx) -> Result<Uuid, Fault> {
    let id = cx.id();
    let tx = cx.begin().await?;
    let key = subject::create(cx, &tx, id).await?;
    let row = Model {
        form_sealed: key.seal(cx.app.random.as_ref(), DRAFT, id, b"{}")?,
        updated_at: cx.now(),
        erase_at: cx.now().plus(DAY),
        version: 1,
        ..empty(id, None)
    };
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(id)
}

/// A draft ends: one of a new request with its key and its files.
pub(crate) async fn forget(cx: &Cx, tx: &Tx, row: &Model) -> Result<(), Fault> {
    use crate::tables::request_file;
    Entity::delete_by_id(row.id).exec(&**tx).await?;
    if row.request_id.is_none() {
        request_file::Entity::delete_many().filter(request_file::Column::RequestId.eq(row.id)).exec(&**tx).await?;
        // Uploads end with the key that seals them.
        subject::destroy(cx, tx, row.id).await?;
    }
    Ok(())
}

const fn empty(id: Uuid, request: Option<Uuid>) -> Model {
    Model {
        id,
        request_id: request,
        account_id: None,
        company_id: None,
        staff_id: None,
        category: None,
        form_sealed: Vec::new(),
        updated_at: gatehouse_core::Moment(0),
        erase_at: gatehouse_core::Moment(0),
        version: 0,
    }
}

/// Writes it, sealed under `key_of`. A row of version 0 is new.
async fn write(
    cx: &Cx,
    tx: &Tx,
    key_of: Uuid,
    row: Model,
    plain: &[u8],
    category: Option<Category>,
) -> Result<Saved, Fault> {
    let key = subject::key(cx, &**tx, key_of).await?;
    let is_new = row.version == 0;
    let row = Model {
        form_sealed: key.seal(cx.app.random.as_ref(), DRAFT, row.id, plain)?,
        category: category.or(row.category),
        updated_at: cx.now(),
        erase_at: cx.now().plus(DRAFT_DAYS * DAY),
        version: row.version + 1,
        ..row
    };
    let saved = Saved { id: row.id, version: row.version };
    if is_new {
        Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    } else {
        row.into_active_model().reset_all().update(&**tx).await?;
    }
    Ok(saved)
}
