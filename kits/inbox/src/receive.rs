//! What the module that keeps requests gives ([`Receives`]), and what it gets ([`Arrived`]).

use crate::loops::Class;
use crate::mail::{Envelope, Mail, Proof};
use crate::matching::{Clues, Decision, LookUp};
use crate::parser::{PartAsked, PartParser};
use crate::read::{Whole, piece, read_again};
use crate::tables::incoming_mail::{Column, Entity, State};
use axum::body::Bytes;
use futures::{Stream, StreamExt as _};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::Claimed;
use gatehouse_worker::ParserProcess;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Whoever keeps requests. Put [`Receiver`] into the services.
#[async_trait]
pub trait Receives: LookUp {
    /// Takes a mail: what is slow first (attachments into files), then one transaction, in which [`Arrived::done`] is called before the
    /// commit. Called again after a fault or a crash.
    async fn receive(&self, cx: &Cx, mail: &Arrived) -> Result<(), Fault>;
    /// Hears of a mail that is too large and stays in its mailbox, by its head alone: a person wrote it, as far as that tells, and nothing of it is proven.
    async fn too_large(&self, _: &Cx, _: &Mail) -> Result<(), Fault> {
        Ok(())
    }
    /// The path of the page on which staff see mails that failed.
    fn failed_page(&self) -> &'static str;
}

/// The service.
#[derive(Clone)]
pub struct Receiver(pub Arc<dyn Receives>);

/// A mail on its way into a request.
pub struct Arrived {
    /// Its id, for ever.
    pub id: Uuid,
    /// When it came.
    pub came_at: Moment,
    /// From whom to whom.
    pub envelope: Envelope,
    /// What it says.
    pub mail: Mail,
    /// Whether a person wrote it.
    pub class: Class,
    /// What in it named a request.
    pub clues: Clues,
    /// Where it goes.
    pub decision: Decision,
    pub(crate) raw: Arc<Vec<u8>>,
    /// Reads the attachments: one child for all of them.
    pub(crate) parts: Parts,
    /// What came along, by number; empty where the child is asked.
    pub(crate) along: Vec<Bytes>,
    pub(crate) job: Claimed,
}

/// Why a mail is where it is: for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// What it is.
    pub class: Class,
    /// Where it went, and by which rule.
    pub decision: Decision,
    /// What SPF, DKIM and DMARC said.
    pub proof: Proof,
    /// Whose it says it is.
    pub from: String,
    /// To whom it was delivered.
    pub to: Vec<String>,
    /// Its subject.
    pub subject: String,
}

/// Where the reasons are sealed.
pub(crate) const WHY: &str = "incoming_mail.why_sealed";

impl Arrived {
    /// The content of an attachment, by its number in [`Mail::attachments`], for `files::uploads::take_whole`. Needs 8 MiB of memory, however long it
    /// is; small ones came along with what was read.
    pub fn attachment(&self, cx: &Cx, number: usize) -> impl Stream<Item = Result<Bytes, Fault>> + Send + use<> {
        attachment(cx, &self.parts, &self.raw, (number, self.along.get(number).cloned()))
    }

    /// The same where it came along with what was read, which all of them do or none.
    pub fn whole_attachment(&self, number: usize) -> Option<Bytes> {
        self.along.get(number).cloned()
    }

    /// Says in the transaction where the mail went, so that it went there exactly once. `request`: it ends with it. `account`: its
    /// author, where they have one; it ends with them too.
    pub async fn done(&self, cx: &Cx, tx: &Tx, request: Option<Uuid>, account: Option<Uuid>) -> Result<(), Fault> {
        let because = Because {
            class: self.class.clone(),
            decision: self.decision.clone(),
            proof: self.mail.proof.clone(),
            from: self.mail.from.as_ref().map(|from| from.address.clone()).unwrap_or_default(),
            to: self.envelope.to.clone(),
            subject: self.mail.subject.clone(),
        };
        done(cx, tx, self.id, &because, request, account).await?;
        self.job.finish(tx).await
    }
}

/// The child that hands over attachments, for all of a mail.
pub(crate) type Parts = Arc<Mutex<ParserProcess<PartParser>>>;

fn attachment(
    cx: &Cx,
    parts: &Parts,
    raw: &Arc<Vec<u8>>,
    (number, along): (usize, Option<Bytes>),
) -> impl Stream<Item = Result<Bytes, Fault>> + Send + use<> {
    let is_here = along.is_some();
    let here = along.filter(|bytes| !bytes.is_empty()).map(Ok);
    let begin = (cx.clone(), Arc::clone(parts), Arc::clone(raw), 0, is_here.then_some(0));
    let asked = futures::stream::try_unfold(begin, move |(cx, parts, raw, from, whole)| async move {
        if whole.is_some_and(|whole| from >= whole) {
            return Ok(None);
        }
        let mut process = parts.lock().await;
        let (whole, bytes) = piece(&cx, &mut process, &raw, PartAsked { number, from }).await?;
        drop(process);
        if bytes.is_empty() {
            return if from == whole { Ok(None) } else { Err(Fault::new("an attachment ends before its end")) };
        }
        let next = from + bytes.len();
        Ok(Some((Bytes::from(bytes), (cx, parts, raw, next, Some(whole)))))
    });
    futures::stream::iter(here).chain(asked)
}

/// A mail that went somewhere, read once more: what is attached to it goes along when it is moved.
pub struct Kept {
    /// What it says. Nothing of it is proven anew: that stands in [`because`].
    pub mail: Mail,
    parts: Parts,
    along: Vec<Bytes>,
    raw: Arc<Vec<u8>>,
}

impl Kept {
    /// The content of an attachment, as of [`Arrived::attachment`].
    pub fn attachment(&self, cx: &Cx, number: usize) -> impl Stream<Item = Result<Bytes, Fault>> + Send + use<> {
        attachment(cx, &self.parts, &self.raw, (number, self.along.get(number).cloned()))
    }

    /// The content, as of [`Arrived::whole_attachment`].
    pub fn whole_attachment(&self, number: usize) -> Option<Bytes> {
        self.along.get(number).cloned()
    }
}

/// Reads a mail once more; `None` where it is gone, or went nowhere yet.
pub async fn kept(cx: &Cx, mail: Uuid) -> Result<Option<Kept>, Fault> {
    let found = Entity::find_by_id(mail).filter(Column::State.eq(State::Read)).one(cx.read()).await?;
    let Some(row) = found.filter(|row| row.file_id.is_some()) else { return Ok(None) };
    let (envelope, raw) = crate::jobs::open(cx, &row).await?;
    match read_again(cx, &raw, &envelope).await? {
        Ok(Whole { mail, along }) => Ok(Some(Kept { mail, parts: Parts::default(), along, raw: Arc::new(raw) })),
        Err(why) => Err(Fault::new(format!("a mail cannot be read once more: {}", why.word()))),
    }
}

pub(crate) async fn done(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    because: &Because,
    request: Option<Uuid>,
    account: Option<Uuid>,
) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, id).await?;
    let why = key.seal(cx.app.random.as_ref(), WHY, id, &serde_json::to_vec(because)?)?;
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Read))
        .col_expr(Column::ReadAt, Expr::value(Some(cx.now())))
        .col_expr(Column::WhySealed, Expr::value(Some(why)))
        .col_expr(Column::RequestId, Expr::value(request))
        .col_expr(Column::AccountId, Expr::value(account))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Waiting))
        .exec(&**tx)
        .await?
        .rows_affected;
    if changed == 1 { Ok(()) } else { Err(Fault::new("a mail was placed twice")) }
}

/// Moves a mail to another request, when staff move what it became; undone by moving it back.
pub async fn moved(tx: &Tx, mail: Uuid, request: Uuid) -> Result<(), Fault> {
    let update = Entity::update_many().col_expr(Column::RequestId, Expr::value(Some(request)));
    update.filter(Column::Id.eq(mail)).exec(&**tx).await?;
    Ok(())
}

/// Why a mail is where it is; `None` where it is gone, or not read yet.
pub async fn because(cx: &Cx, mail: Uuid) -> Result<Option<Because>, Fault> {
    let Some(row) = Entity::find_by_id(mail).one(cx.read()).await? else { return Ok(None) };
    let Some(sealed) = row.why_sealed else { return Ok(None) };
    let key = subject::key(cx, cx.read(), mail).await?;
    Ok(Some(serde_json::from_slice(&key.open(WHY, mail, &sealed)?)?))
}
