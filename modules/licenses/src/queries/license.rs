//! One license as staff and programs see it, and its code (LIC-17, LIC-4).

use super::row_details::RowDetails;
use super::{AfterChange, notes};
use crate::events;
use crate::model::code;
use crate::model::order::AT_ONCE;
use crate::rights::{LicensesRead, LicensesWrite, OrdersWrite};
use crate::tables::{issue_batch, license, license_code, license_holder, purchase};
use gatehouse_accounts::contacts;
use gatehouse_catalog::queries::products::{self, Names};
use gatehouse_companies::queries::companies;
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, May, subject};
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

/// Holders that are named, at the most.
const MOST_HOLDERS: u64 = 200;

/// One holder as staff see them.
#[derive(Clone)]
pub struct Holder {
    /// Their account; `None`: it is a company.
    pub account: Option<Uuid>,
    /// Their address; empty when the account is erased.
    pub email: String,
    /// The company's name, where it is one.
    pub company: Option<String>,
    /// When they added the license.
    pub added_at: Moment,
}

/// A license with what belongs to it.
pub struct LicenseView {
    /// The license.
    pub license: license::Model,
    /// Product and edition.
    pub names: Names,
    /// Its order.
    pub order: Option<purchase::Model>,
    /// First and last group of its code; the middle is never shown to staff (LIC-4).
    pub masked_code: Option<String>,
    /// What kind of actor issued it (`staff`, `api_key` …), and which; `None` for one that came alone.
    pub issued_by: Option<(String, Option<Uuid>)>,
    /// Who added it, the first 200.
    pub holders: Vec<Holder>,
    /// The same as lists show of it.
    pub details: RowDetails,
}

impl Look for LicenseView {
    type Right = LicensesRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![events::VIEWED.about(self.license.id)]
    }
}

#[async_trait]
impl LookUp for LicenseView {
    async fn look_up(cx: &Cx, id: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        match stored(cx, id).await? {
            Some(license) => Ok(Some(view(cx, license).await?)),
            None => Ok(None),
        }
    }
}

/// One license as it is after a change, for who may change licenses; `None` when there is none.
pub async fn after_change(
    cx: &May<LicensesWrite>,
    id: Uuid,
) -> Result<Option<AfterChange<LicenseView, license::Model>>, Fault> {
    let Some(license) = stored(cx, id).await? else { return Ok(None) };
    Ok(Some(match May::of(cx) {
        Some(may_look) => AfterChange::Whole(view(cx, license).await?, may_look),
        None => AfterChange::Brief(license),
    }))
}

/// Whether there is such a license, for who may change licenses. Nothing of it is told, so this is no look.
pub async fn is_there(cx: &May<LicensesWrite>, id: Uuid) -> Result<bool, Fault> {
    Ok(stored(cx, id).await?.is_some())
}

async fn stored(cx: &Cx, id: Uuid) -> Result<Option<license::Model>, Fault> {
    Ok(license::Entity::find_by_id(id).one(cx.read()).await?)
}

async fn view(cx: &Cx, license: license::Model) -> Result<LicenseView, Fault> {
    let order = purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await?;
    let code = open_code(cx, cx.read(), &license).await?;
    let issued_by = match license.batch_id {
        Some(batch) => issue_batch::Entity::find_by_id(batch)
            .one(cx.read())
            .await?
            .map(|batch| (batch.created_by_kind, batch.created_by_id)),
        None => None,
    };
    let held = license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(license.id));
    let rows = held.clone().order_by_asc(license_holder::Column::AddedAt).limit(MOST_HOLDERS).all(cx.read()).await?;
    let named = u64::try_from(rows.len())?;
    let count = if named < MOST_HOLDERS { named } else { held.count(cx.read()).await? };
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let companies: Vec<Uuid> = rows.iter().filter_map(|row| row.company_id).collect();
    let mut names = companies::names(cx.read(), &companies).await?;
    let contacts = contacts::recipients(cx, cx.read(), &ids).await?;
    let holders = rows
        .into_iter()
        .map(|row| {
            let contact = contacts.iter().find(|c| c.account.is_some() && c.account == row.account_id);
            Holder {
                account: row.account_id,
                email: contact.map(|c| c.email.clone()).unwrap_or_default(),
                company: row.company_id.and_then(|company| names.remove(&company)),
                added_at: row.added_at,
            }
        })
        .collect();
    let details = RowDetails {
        order: order.as_ref().map(|order| order.number.clone()).unwrap_or_default(),
        last_group: code.as_ref().map(|code| code.last_group().to_owned()).unwrap_or_default(),
        holders: i64::try_from(count)?,
        block_note: notes::of_block(cx, cx.read(), &license).await?,
    };
    let masked_code = code.map(|code| code.masked());
    let names = products::names_of(cx, [(license.product_id, license.edition_id, license.edition_rev)]).await?;
    Ok(LicenseView { license, names, order, masked_code, issued_by, holders, details })
}

/// A license's current code, opened. Only for its owner's eyes and mailbox; `None` when it or its key is gone.
pub(crate) async fn open_code<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Option<ActivationCode>, Fault> {
    let row = license_code::Entity::find()
        .filter(license_code::Column::LicenseId.eq(license.id))
        .filter(license_code::Column::ReplacedAt.is_null())
        .order_by_desc(license_code::Column::Id)
        .one(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(key) = subject::keys(cx, conn, &[row.purchase_id]).await?.remove(&row.purchase_id) else {
        return Ok(None);
    };
    code::open(&key, row.id, &row.code_sealed).map(Some)
}

/// The licenses of a batch with their whole codes, in the order of issue; for the answer of the API and a replay of it.
/// Only batches of up to [`AT_ONCE`].
pub(crate) async fn issued_codes(
    cx: &May<OrdersWrite>,
    batch: Uuid,
) -> Result<Vec<(license::Model, ActivationCode)>, Fault> {
    let licenses = license::Entity::find()
        .filter(license::Column::BatchId.eq(batch))
        .order_by_asc(license::Column::Id)
        .limit(u64::try_from(AT_ONCE).unwrap_or(0))
        .all(cx.read())
        .await?;
    let rows = license_code::Entity::find()
        .filter(license_code::Column::LicenseId.is_in(licenses.iter().map(|license| license.id)))
        .filter(license_code::Column::ReplacedAt.is_null())
        .order_by_asc(license_code::Column::Id)
        .all(cx.read())
        .await?;
    let orders: Vec<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    // Of several codes of a license the newest comes last, and stays.
    let mut codes = code::open_all(&keys, &rows)?;
    Ok(licenses.into_iter().filter_map(|license| codes.remove(&license.id).map(|code| (license, code))).collect())
}
