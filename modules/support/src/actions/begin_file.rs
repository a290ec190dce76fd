//! A customer begins to send a file (SUP-5): for a request that is not sent yet, or for an answer. Three go with a message; what is sent is scanned
//! before anybody opens it.

use super::accept_provision::has_accepted;
use super::acting::customer;
use super::save_draft::{DraftRefusal, begun, keep_begun};
use crate::model::files::{FILE, of_answer};
use crate::refusals::{OpenRefusal, RequestRefusal};
use gatehouse_companies::rights::Member;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_files::uploads::{self, Limits, Plan};
use gatehouse_files::{FileName, UploadRefusal};

/// For what it is.
#[derive(Clone, Copy, Debug)]
pub enum FileOf {
    /// A request that is not sent yet; the flag: it begins with this id where there is none.
    Draft(Uuid, bool),
    /// An answer to this request.
    Answer(Uuid),
}

/// Why it does not begin.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FileRefusal {
    /// There is no such draft.
    Draft(DraftRefusal),
    /// They do not see the request, or may not answer it.
    Request(RequestRefusal),
    /// The statement on the provision of data is not accepted yet.
    #[refusal(409, "request.provision", refusal_provision, field = "file")]
    Provision,
    /// It is too large, or there are too many.
    Upload(UploadRefusal),
}

/// Makes room for it; `company`: of the page's scope. Returns the upload.
pub async fn begin_file(
    cx: &Cx,
    company: Option<Uuid>,
    of: FileOf,
    name: FileName,
    length: u64,
) -> Outcome<Uuid, FileRefusal> {
    let account = cx.actor.account().ok_or_else(|| Fault::new("a file of nobody"))?;
    let tx = cx.begin().await?;
    let (owner, message) = match of {
        FileOf::Draft(draft, begins) => {
            if let Some(company) = company {
                let entered = gatehouse_companies::enter::<Member>(cx, &tx, company).await;
                let entered = entered.map_err(|stop| stop.map(OpenRefusal::Enter));
                entered.map_err(|stop| stop.map(|refusal| FileRefusal::Draft(DraftRefusal::Open(refusal))))?;
            }
            let row = begun(cx, &tx, (account, company), draft, begins).await;
            keep_begun(cx, &tx, row.map_err(|stop| stop.map(FileRefusal::Draft))?).await?;
            (draft, draft)
        }
        FileOf::Answer(request) => {
            let acting = customer(cx, &tx, company, request).await;
            acting.map_err(|stop| stop.map(FileRefusal::Request))?;
            (request, of_answer(cx, request, account))
        }
    };
    if !has_accepted(&*tx, account).await? {
        return Err(refuse(FileRefusal::Provision));
    }
    let (payer, person) = (company.unwrap_or(account), company.map(|_| account));
    let plan = Plan { purpose: FILE, owner, payer, person, message, name, length, limits: Limits::MESSAGE };
    let upload = uploads::begin(cx, &tx, &plan).await.map_err(|stop| stop.map(FileRefusal::Upload))?;
    tx.commit().await?;
    Ok(upload)
}

/// Ends an upload that is not sent yet; one of somebody else, or that is gone, is no mistake.
pub async fn remove_file(cx: &Cx, message: Uuid, upload: Uuid) -> Result<(), Fault> {
    let is_its = uploads::coming(cx, upload).await?.is_some_and(|one| one.message == message);
    if is_its {
        let tx = cx.begin().await?;
        uploads::discard(cx, &tx, upload).await?;
        tx.commit().await?;
    }
    Ok(())
}
