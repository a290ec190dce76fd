//! The codes of a batch as a file for the printer or partner (LIC-3).
//!
//! The file is streamed: 1,000 codes are read, opened and written at a time, so a million cost no more memory than a
//! thousand. Every export is in the audit log before its first byte.

pub mod csv;

use crate::events;
use crate::model::code;
use crate::model::license::grouped;
use crate::model::order::BatchState;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::{issue_batch, license, license_code, purchase};
use csv::{CsvLine, write_csv};
use futures::stream::{self, Stream};
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::product;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Codes of one piece.
const PIECE: u64 = 1_000;

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ExportRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such batch.
    #[refusal(404, "batch.unknown", refusal_batch_unknown)]
    Unknown,
    /// Its codes are still being made.
    #[refusal(409, "batch.not_done", refusal_batch_not_done, again = 5)]
    NotDone,
}

/// A batch's file.
pub struct CodesFile {
    /// What to call it: `codes-ORDER-1a2b3c4d.csv`, safe for any file system.
    pub name: String,
    batch: issue_batch::Model,
    product: String,
    edition: String,
    key: SubjectKey,
}

/// Opens the file of a finished batch, and notes who did.
pub async fn export_codes(cx: &Cx, batch: Uuid) -> Outcome<CodesFile, ExportRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let Some(batch) = issue_batch::Entity::find_by_id(batch).one(cx.read()).await? else {
        return Err(refuse(ExportRefusal::Unknown));
    };
    if batch.state != BatchState::Done {
        return Err(refuse(ExportRefusal::NotDone));
    }
    let product = product::Entity::find_by_id(batch.product_id).one(cx.read()).await?;
    let edition = revisions::numbered(cx.read(), batch.edition_id, batch.edition_rev).await?;
    let order = purchase::Entity::find_by_id(batch.purchase_id).one(cx.read()).await?;
    let (Some(product), Some(edition), Some(order)) = (product, edition, order) else {
        return Err(refuse(ExportRefusal::Unknown));
    };
    let key = subject::key(cx, cx.read(), order.id).await?;
    let tx = cx.begin().await?;
    let details = serde_json::json!({ "batch": batch.id, "total": batch.total });
    cx.audit(&tx, events::CODES_EXPORTED.about(order.id).with(details)).await?;
    tx.commit().await?;
    let safe: String =
        order.number.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let name = format!("codes-{safe}-{}.csv", &batch.id.simple().to_string()[24..]);
    Ok(CodesFile { name, batch, product: product.code, edition: edition.code, key })
}

struct State {
    cx: Cx,
    file: CodesFile,
    after: Option<Uuid>,
    ended: bool,
}

impl CodesFile {
    /// The file piece by piece.
    pub fn stream(self, cx: Cx) -> impl Stream<Item = Result<Vec<u8>, std::io::Error>> + Send + 'static {
        let state = State { cx, file: self, after: None, ended: false };
        stream::try_unfold(state, |mut state| async move {
            if state.ended {
                return Ok(None);
            }
            // The answer's head is gone already: a fault cuts the file off, and the log says why.
            match state.piece().await {
                Ok(bytes) => Ok(Some((bytes, state))),
                Err(fault) => {
                    tracing::error!(error = %fault, "the export of codes broke off");
                    Err(std::io::Error::other("the export broke off"))
                }
            }
        })
    }
}

impl State {
    async fn piece(&mut self) -> Result<Vec<u8>, Fault> {
        let conn = self.cx.read();
        let mut select = license::Entity::find().filter(license::Column::BatchId.eq(self.file.batch.id));
        if let Some(after) = self.after {
            select = select.filter(license::Column::Id.gt(after));
        }
        let licenses = select.order_by_asc(license::Column::Id).limit(PIECE).all(conn).await?;
        let ids: Vec<Uuid> = licenses.iter().map(|l| l.id).collect();
        let codes = license_code::Entity::find()
            .filter(license_code::Column::LicenseId.is_in(ids))
            .filter(license_code::Column::ReplacedAt.is_null())
            // Of several codes of a license the newest comes last, and stays.
            .order_by_asc(license_code::Column::Id)
            .all(conn)
            .await?;
        let mut opened = HashMap::with_capacity(codes.len());
        for row in codes {
            opened.insert(row.license_id, code::open(&self.file.key, row.id, &row.code_sealed)?.to_string());
        }
        let by = self.file.batch.activate_by.map(Moment::rfc3339).unwrap_or_default();
        let rows: Vec<(String, &str)> =
            licenses.iter().filter_map(|l| opened.get(&l.id).map(|code| (grouped(&l.number), code.as_str()))).collect();
        let lines = rows.iter().map(|(number, code)| CsvLine {
            number,
            code,
            product: &self.file.product,
            edition: &self.file.edition,
            seats: self.file.batch.seats,
            activate_by: &by,
        });
        let bytes = write_csv(self.after.is_none(), lines)?;
        self.ended = (licenses.len() as u64) < PIECE;
        self.after = licenses.last().map(|l| l.id).or(self.after);
        Ok(bytes)
    }
}
