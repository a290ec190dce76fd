//! Files of requests (SUP-5): uploads begin here, and who may have what was sent.

use super::form::DraftToken;
use super::side::Side;
use crate::actions::begin_file::{FileOf, begin_file};
use crate::model::files::FILE;
use crate::model::message::Audience;
use crate::queries::mailed_files;
use crate::rights::{LOOKERS, Visible};
use crate::tables::{request, request_file, request_message, request_person};
use axum::extract::Request;
use axum::response::Response;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::membership;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Role, Uuid, async_trait};
use gatehouse_files::fetch::Viewer;
use gatehouse_files::uploads::MOST_BYTES;
use gatehouse_files::{Files, StoredFile};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::uploads::{FileRights, created, fetch_address};
use gatehouse_web::{Customer, Done, Doors, Halt};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .post("/requests/new/files", of_draft)
            .post("/c/{company}/requests/new/files", of_draft)
            .post("/requests/{request}/files", of_answer)
            .post("/c/{company}/requests/{request}/files", of_answer)
            .post("/requests/{request}/files/{file}", open)
            .post("/c/{company}/requests/{request}/files/{file}", open)
    })
}

async fn of_draft(customer: Customer, asked: Asked, request: Request) -> Result<Response, Halt> {
    let side = Side::of(&customer).await?;
    let cx = &customer.visit.cx;
    let draft = DraftToken::of(cx, side.account(), asked.raw("draft").unwrap_or_default()).ok_or(Halt::NotFound)?;
    let of = FileOf::Draft(draft.id, draft.begins);
    Ok(begun(cx, &side, of, request).await)
}

async fn of_answer(customer: Customer, Ids([id]): Ids<1>, request: Request) -> Result<Response, Halt> {
    let side = Side::of(&customer).await?;
    Ok(begun(&customer.visit.cx, &side, FileOf::Answer(id), request).await)
}

async fn begun(cx: &Cx, side: &Side, of: FileOf, request: Request) -> Response {
    let company = side.company();
    created(cx, &FILE, MOST_BYTES, request, async |said| begin_file(cx, company, of, said.name, said.length).await)
        .await
}

/// Leads to a file of a message that they see.
async fn open(customer: Customer, Ids([id, file]): Ids<2>) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let cx = &customer.visit.cx;
    let seen = side.request(cx, id).await?;
    let row = request_file::Entity::find_by_id(file).one(cx.read()).await?;
    let row = row.filter(|row| row.request_id == id).ok_or(Halt::NotFound)?;
    if !is_said(cx, &seen, &row).await? {
        return Err(Halt::NotFound);
    }
    let found = cx.service::<Files>()?.find(cx, &FILE, row.file_id).await?.ok_or(Halt::NotFound)?;
    Ok(customer.visit.go(&fetch_address(&customer.visit, &FILE, &found)?))
}

/// Whether a file belongs to a message that everybody of the request sees.
async fn is_said(cx: &Cx, seen: &Visible, row: &request_file::Model) -> Result<bool, Fault> {
    let Some(message) = row.message_id else { return Ok(false) };
    let found = request_message::Entity::find_by_id(message).one(cx.read()).await?;
    Ok(found.is_some_and(|message| {
        message.request_id == seen.row().id && message.audience == Audience::Public && !message.unconfirmed
    }))
}

/// Who may have a file of a request at the moment when its link is used.
pub(crate) struct OfFiles;

#[async_trait]
impl FileRights for OfFiles {
    fn purpose(&self) -> &'static str {
        FILE.word
    }

    async fn may(&self, cx: &Cx, file: &StoredFile, viewer: &Viewer) -> Result<bool, Fault> {
        let row = request_file::Entity::find().filter(request_file::Column::FileId.eq(file.id)).one(cx.read()).await?;
        let Some(row) = row else { return Ok(false) };
        let Some(request) = request::Entity::find_by_id(row.request_id).one(cx.read()).await? else { return Ok(false) };
        if request.erase_at.is_some_and(|at| at.has_come(cx.now())) {
            return Ok(false);
        }
        if let Some(roles) = &viewer.roles {
            return Ok(roles.contains(&Role::Administrator) || LOOKERS.iter().any(|role| roles.contains(role)));
        }
        if viewer.is_of_mail() {
            return mailed_files::may(cx, &row, viewer.person).await;
        }
        let message = match row.message_id {
            Some(message) => request_message::Entity::find_by_id(message).one(cx.read()).await?,
            None => None,
        };
        let is_public = |message: request_message::Model| message.audience == Audience::Public && !message.unconfirmed;
        Ok(message.is_some_and(is_public) && sees(cx, &request, viewer.person).await?)
    }
}

/// The condition of [`crate::rights::Viewer`], for somebody of whom only the account is known.
async fn sees(cx: &Cx, request: &request::Model, account: Uuid) -> Result<bool, Fault> {
    let belongs = request_person::Entity::find()
        .filter(request_person::Column::RequestId.eq(request.id))
        .filter(request_person::Column::AccountId.eq(account))
        .filter(request_person::Column::RemovedAt.is_null());
    let belongs = belongs.count(cx.read()).await? > 0;
    let Some(company) = request.company_id else { return Ok(belongs) };
    let found = membership::of_account(cx, cx.read(), account).await?;
    let found = found.filter(|found| found.company().id == company);
    let found = found.filter(|found| found.is_usable() && found.standing().blocked.is_none());
    Ok(found.is_some_and(|found| belongs || (!request.confidential && found.rights().has(CompanyRight::SeeRequests))))
}
