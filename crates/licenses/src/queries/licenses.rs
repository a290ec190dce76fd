//! Licenses as staff and programs find and see them (LIC-17).

use super::Sorting;
use super::beside::{Beside, beside};
use super::catalog::{self, Names};
use super::status_sql;
use crate::generate::{CODE, CODE_PLACE, LAST_GROUP};
use crate::model::license::{NO_END, Status, number_from};
use crate::people;
use crate::rights::{NotAllowed, may_look};
use crate::tables::{license, license_code, license_holder, purchase};
use gatehouse_core::{Fault, Moment, Outcome, Uuid, refuse};
use gatehouse_db::paging::keyset_of;
use gatehouse_db::{Cx, Engine, PageRequest, Paged, SortKey, subject};
use gatehouse_formats::ActivationCode;
use gatehouse_formats::activation_code::ALPHABET;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The most licenses that one look-up by address, account or last group lists.
const MOST_FOUND: u64 = 1_000;

/// What licenses can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenseColumn {
    /// When it was issued.
    Created,
    /// When it ends; no end is last.
    Ends,
    /// Its number.
    Number,
}

/// The words of the sort parameter.
pub const LICENSE_COLUMNS: [(&str, LicenseColumn); 3] =
    [("created", LicenseColumn::Created), ("ends", LicenseColumn::Ends), ("number", LicenseColumn::Number)];

/// What a search text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Nothing was entered.
    Nothing,
    /// A whole code.
    Code(ActivationCode),
    /// The last five symbols of one.
    LastGroup(String),
    /// A holder's or buyer's address.
    Email(String),
    /// A license number.
    Number(String),
    /// None of these.
    Unreadable,
}

impl Search {
    /// Whether the text may stand in an address, which histories and logs keep: a license number or nothing. Codes, their
    /// last groups, e-mail addresses, and what may be a mistyped one of them, stand in a body.
    pub const fn may_stand_in_address(&self) -> bool {
        matches!(self, Self::Nothing | Self::Number(_))
    }

    /// Reads what a clerk typed.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Nothing;
        }
        if text.contains('@') {
            return Self::Email(text.chars().take(254).collect());
        }
        if let Some(number) = number_from(text) {
            return Self::Number(number);
        }
        if let Ok(code) = ActivationCode::parse(text) {
            return Self::Code(code);
        }
        last_group(text).map_or(Self::Unreadable, Self::LastGroup)
    }

    const fn how(&self) -> Option<&'static str> {
        match self {
            Self::Code(_) => Some("code"),
            Self::LastGroup(_) => Some("last_group"),
            Self::Email(_) => Some("email"),
            Self::Number(_) => Some("number"),
            Self::Nothing | Self::Unreadable => None,
        }
    }
}

/// Five symbols of a code as people type them.
fn last_group(text: &str) -> Option<String> {
    let mut group = String::with_capacity(5);
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let symbol = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if !symbol.is_ascii() || !ALPHABET.contains(&(symbol as u8)) {
            return None;
        }
        group.push(symbol);
    }
    (group.len() == 5).then_some(group)
}

/// Which licenses.
#[derive(Clone, Debug, Default)]
pub struct LicenseFilter {
    /// A code, its last group, an address or a license number.
    pub text: String,
    /// Of this status.
    pub status: Option<Status>,
    /// Of this product.
    pub product: Option<Uuid>,
    /// Held by this account.
    pub account: Option<Uuid>,
    /// Of this order.
    pub order: Option<Uuid>,
    /// Of this batch.
    pub batch: Option<Uuid>,
}

/// A page of licenses.
pub struct Found {
    /// The rows.
    pub page: Paged<license::Model>,
    /// The search text can be nothing that licenses are found by.
    pub unreadable: bool,
    /// Names for the rows.
    pub names: Names,
    /// What stands beside the rows, by license.
    pub beside: HashMap<Uuid, Beside>,
}

/// Licenses. A look-up by code, address, number or account is in the audit log (ALL-8).
pub async fn licenses(
    cx: &Cx,
    filter: &LicenseFilter,
    sorting: Sorting<LicenseColumn>,
    request: &PageRequest,
) -> Outcome<Found, NotAllowed> {
    use license::{Column, Entity};
    may_look(cx, "licenses:read").map_err(refuse)?;
    let search = Search::read(&filter.text);
    let names = catalog::names(cx).await?;
    if search == Search::Unreadable {
        let page = Paged { items: Vec::new(), previous: None, next: None };
        return Ok(Found { page, unreadable: true, names, beside: HashMap::new() });
    }
    if let Some(how) = search.how() {
        crate::actions::look::search(cx, how, None).await?;
    }
    if filter.account.is_some() {
        crate::actions::look::search(cx, "account", filter.account).await?;
    }
    let mut condition = found_by(cx, &search).await?;
    if let Some(account) = filter.account {
        condition = condition.add(Column::Id.is_in(held_by(cx, account).await?));
    }
    for (column, value) in
        [(Column::ProductId, filter.product), (Column::PurchaseId, filter.order), (Column::BatchId, filter.batch)]
    {
        if let Some(value) = value {
            condition = condition.add(column.eq(value));
        }
    }
    let select = Entity::find().filter(condition);
    let selects = match filter.status {
        Some(status) => of_status(cx.db().engine(), status, cx.now()).map(|part| select.clone().filter(part)).to_vec(),
        None => vec![select],
    };
    let page = match sorting.column {
        LicenseColumn::Created => {
            keyset_of(cx.read(), selects, (Column::CreatedAt, Column::Id), sorting.direction, request, |l| {
                (SortKey::Int(l.created_at), l.id)
            })
            .await?
        }
        LicenseColumn::Ends => {
            keyset_of(cx.read(), selects, (Column::EndsOrder, Column::Id), sorting.direction, request, |l| {
                (SortKey::Int(l.ends_order), l.id)
            })
            .await?
        }
        LicenseColumn::Number => {
            keyset_of(cx.read(), selects, (Column::Number, Column::Id), sorting.direction, request, |l| {
                (SortKey::Text(l.number.clone()), l.id)
            })
            .await?
        }
    };
    let beside = beside(cx, &page.items).await?;
    Ok(Found { page, unreadable: false, names, beside })
}

/// The search as ids: the few licenses are found by their own index first, whatever the list is sorted by.
async fn found_by(cx: &Cx, search: &Search) -> Result<Condition, Fault> {
    use license::Column;
    let all = Condition::all();
    let by_code = |column: license_code::Column, values: Vec<Vec<u8>>| {
        license_code::Entity::find()
            .select_only()
            .column(license_code::Column::LicenseId)
            .filter(column.is_in(values))
            .limit(MOST_FOUND)
            .into_tuple::<Uuid>()
            .all(cx.read())
    };
    let keys = &cx.app.keys;
    Ok(match search {
        Search::Nothing | Search::Unreadable => all,
        Search::Number(number) => all.add(Column::Number.eq(number.as_str())),
        Search::Code(code) => all
            .add(Column::Id.is_in(by_code(license_code::Column::Lookup, keys.accepted(CODE, code.canonical())).await?)),
        Search::LastGroup(group) => {
            let lookup = keys.accepted(LAST_GROUP, group.as_bytes());
            all.add(Column::Id.is_in(by_code(license_code::Column::LastGroupLookup, lookup).await?))
        }
        Search::Email(email) => {
            let mut ids = match people::account_of(cx, cx.read(), email).await?.and_then(|person| person.account) {
                Some(account) => held_by(cx, account).await?,
                None => Vec::new(),
            };
            let orders: Vec<Uuid> = purchase::Entity::find()
                .select_only()
                .column(purchase::Column::Id)
                .filter(purchase::Column::BuyerLookup.is_in(people::buyer_lookups(cx, email)))
                .order_by_desc(purchase::Column::Id)
                .limit(MOST_FOUND)
                .into_tuple()
                .all(cx.read())
                .await?;
            let bought: Vec<Uuid> = license::Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::PurchaseId.is_in(orders))
                .limit(MOST_FOUND)
                .into_tuple()
                .all(cx.read())
                .await?;
            ids.extend(bought);
            all.add(Column::Id.is_in(ids))
        }
    })
}

async fn held_by(cx: &Cx, account: Uuid) -> Result<Vec<Uuid>, Fault> {
    Ok(license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .filter(license_holder::Column::AccountId.eq(account))
        .order_by_desc(license_holder::Column::AddedAt)
        .limit(MOST_FOUND)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// The licenses of a status in two parts: those whose stored status is true, and those few whose status has changed since by
/// the clock or a writer, which the job has not written anew yet.
fn of_status(engine: Engine, status: Status, now: Moment) -> [Condition; 2] {
    use license::Column;
    let settled = Condition::all()
        .add(Column::Status.eq(status.word()))
        .add(Column::StatusUntil.gt(now.0))
        .add(has_status(engine, status, now));
    // The second comparison is that of the partial index, which is not taken for a value that comes later.
    let is_due =
        Condition::all().add(Column::StatusUntil.lte(now.0)).add(Expr::cust(format!("status_until < {NO_END}")));
    [settled, is_due.add(has_status(engine, status, now))]
}

fn has_status(engine: Engine, status: Status, now: Moment) -> Expr {
    let place = match engine {
        Engine::Sqlite => "?",
        Engine::Postgres => "$1",
    };
    let text = format!("{} = '{}'", status_sql::status("license.", place), status.word());
    // One for each place: where places have numbers, the first serves all.
    let moments = vec![now.0; text.matches(place).count()];
    Expr::cust_with_values(text, moments)
}

/// A license's current code, opened. Only for its owner's eyes and mailbox; `None` when it or its key is gone.
pub(crate) async fn open_code<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Option<ActivationCode>, Fault> {
    let code = license_code::Entity::find()
        .filter(license_code::Column::LicenseId.eq(license.id))
        .filter(license_code::Column::ReplacedAt.is_null())
        .order_by_desc(license_code::Column::Id)
        .one(conn)
        .await?;
    let Some(code) = code else { return Ok(None) };
    let Some(key) = subject::keys(cx, conn, &[code.purchase_id]).await?.remove(&code.purchase_id) else {
        return Ok(None);
    };
    let text = key.open_text(CODE_PLACE, code.id, &code.code_sealed)?;
    ActivationCode::parse(&text).map(Some).map_err(|_| Fault::new("a stored code is damaged"))
}

/// One holder as staff see him.
#[derive(Clone)]
pub struct Holder {
    /// His account.
    pub account: Uuid,
    /// His address; empty when the account is erased.
    pub email: String,
    /// When he added the license.
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
    /// Who added it.
    pub holders: Vec<Holder>,
}

/// One license; `None` when there is none. The look is in the audit log (ALL-8).
pub async fn license(cx: &Cx, id: Uuid) -> Outcome<Option<LicenseView>, NotAllowed> {
    may_look(cx, "licenses:read").map_err(refuse)?;
    let Some(license) = license::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    crate::actions::look::license(cx, id).await?;
    let order = purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await?;
    let masked_code = open_code(cx, cx.read(), &license).await?.map(|code| code.masked());
    let rows = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(id))
        .order_by_asc(license_holder::Column::AddedAt)
        .limit(200)
        .all(cx.read())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let contacts = people::accounts(cx, cx.read(), &ids).await?;
    let holders = rows
        .into_iter()
        .map(|row| {
            let contact = contacts.iter().find(|c| c.account == Some(row.account_id));
            Holder {
                account: row.account_id,
                email: contact.map(|c| c.email.clone()).unwrap_or_default(),
                added_at: Moment(row.added_at),
            }
        })
        .collect();
    Ok(Some(LicenseView { license, names: catalog::names(cx).await?, order, masked_code, holders }))
}

/// The licenses of a batch with their whole codes, in the order of issue; for the answer of the API and a replay of it.
/// Only batches of up to [`crate::actions::issue::AT_ONCE`].
pub(crate) async fn issued_codes(cx: &Cx, batch: Uuid) -> Result<Vec<(license::Model, ActivationCode)>, Fault> {
    let licenses = license::Entity::find()
        .filter(license::Column::BatchId.eq(batch))
        .order_by_asc(license::Column::Id)
        .limit(u64::try_from(crate::actions::issue::AT_ONCE).unwrap_or(0))
        .all(cx.read())
        .await?;
    let mut found = Vec::with_capacity(licenses.len());
    for license in licenses {
        if let Some(code) = open_code(cx, cx.read(), &license).await? {
            found.push((license, code));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::Search;
    use gatehouse_core::{Random, SystemRandom};
    use gatehouse_formats::{ActivationCode, CodeKind};

    /// LIC-2
    #[test]
    fn a_clerk_may_type_a_code_its_last_group_an_address_or_a_number() {
        let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes| SystemRandom.fill(bytes));
        assert_eq!(Search::read(&code.to_string().to_lowercase()), Search::Code(code.clone()));
        assert_eq!(Search::read(code.last_group()), Search::LastGroup(code.last_group().to_owned()));
        assert_eq!(Search::read(" o1Il2 "), Search::LastGroup("01112".to_owned()));
        assert_eq!(Search::read("12345-67890"), Search::Number("1234567890".to_owned()));
        assert_eq!(Search::read("a@b.example"), Search::Email("a@b.example".to_owned()));
        assert_eq!(Search::read("  "), Search::Nothing);
        for nonsense in ["abc", "日本語です!", "' or 1=1 --", "UUUUU", "123456"] {
            assert_eq!(Search::read(nonsense), Search::Unreadable, "{nonsense}");
        }
    }
}
