//! The licenses of a company (LIC-24): a few statements a page, whatever its length. A license stands once for each group of its product's
//! applications, because each group has a key file of its own (LIC-11).

use super::status_sql;
use crate::model::holder::Holder;
use crate::model::license::{Status, grouped};
use crate::model::{code, company_file_name};
use crate::tables::{key_file, license, license_code, license_holder, purchase};
use gatehouse_catalog::queries::products::{self, Names};
use gatehouse_catalog::tables::application;
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};
use std::collections::{BTreeSet, HashMap};

/// Which licenses.
#[derive(Clone, Debug, Default)]
pub struct CompanyFilter {
    /// With this status.
    pub status: Option<Status>,
    /// Only those that run and end within [`crate::model::license::ENDING_DAYS`].
    pub is_ending: bool,
}

/// By what a license came into the company, as every member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddedBy {
    /// By its code: `XXXXX-•••••-•••••-XXXXX`; empty for one whose code was taken back.
    Code(String),
    /// By a key file of this name.
    KeyFile(String),
}

/// One row: a license, for one group of applications.
#[derive(Clone, Debug)]
pub struct CompanyRow {
    /// The license.
    pub license: license::Model,
    /// Its product's name.
    pub product: String,
    /// Its edition's name, as it was sold.
    pub edition: String,
    /// The group of applications; empty: the product's default one.
    pub group: String,
    /// By what it was added.
    pub added_by: AddedBy,
    /// When.
    pub added_at: Moment,
    /// The serial number of the group's newest key file; `None`: none was made.
    pub serial: Option<String>,
}

/// A license of a company with what its page shows.
#[derive(Clone, Debug)]
pub struct CompanyLicense {
    /// It, for the product's default group.
    pub row: CompanyRow,
    /// The number of its order; empty where there is none.
    pub order: String,
    /// What it activates.
    pub applications: Vec<application::Model>,
}

/// One page of them, by their ends. A license with several groups has a row for each.
pub async fn page<R: Right>(
    cx: &Cx,
    by: &In<'_, R>,
    filter: &CompanyFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<CompanyRow>, Fault> {
    use license::{Column, Entity};
    let mut found = Entity::find().filter(Column::Id.in_subquery(own(by.company())));
    let now = cx.now();
    if let Some(status) = filter.status {
        found = found.filter(has_status(status, now));
    }
    if filter.is_ending {
        let soon = now.plus(crate::model::license::ENDING_DAYS * DAY);
        found = found.filter(has_status(Status::Active, now)).filter(Column::EndsAt.lte(soon));
    }
    let place = |row: &license::Model| (SortKey::Int(row.ends_order), row.id);
    let page = keyset(cx.read(), found, (Column::EndsOrder, Column::Id), direction, request, place).await?;
    let items = rows(cx, by.company(), &page.items).await?;
    Ok(Paged { items, previous: page.previous, next: page.next })
}

/// One of them; `None` for a license that the company does not have.
pub async fn find<R: Right>(cx: &Cx, by: &In<'_, R>, id: Uuid) -> Result<Option<CompanyLicense>, Fault> {
    use license::{Column, Entity};
    let found = Entity::find_by_id(id).filter(Column::Id.in_subquery(own(by.company()))).one(cx.read()).await?;
    let Some(license) = found else { return Ok(None) };
    let applications = application::Entity::find()
        .filter(application::Column::ProductId.eq(license.product_id))
        .order_by_asc(application::Column::Name)
        .order_by_asc(application::Column::Platform)
        .all(cx.read())
        .await?;
    let order = purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await?;
    let Some(row) = rows(cx, by.company(), &[license]).await?.into_iter().next() else { return Ok(None) };
    Ok(Some(CompanyLicense { row, order: order.map(|order| order.number).unwrap_or_default(), applications }))
}

/// The licenses that it has.
fn own(company: Uuid) -> sea_orm::sea_query::SelectStatement {
    license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .filter(license_holder::of(Holder::Company(company)))
        .into_query()
}

fn has_status(status: Status, now: Moment) -> sea_orm::sea_query::SimpleExpr {
    Expr::cust(format!("{} = '{}'", status_sql::status("license.", &now.0.to_string()), status.word()))
}

/// The rows of these licenses (one page of them), in their order.
async fn rows(cx: &Cx, company: Uuid, licenses: &[license::Model]) -> Result<Vec<CompanyRow>, Fault> {
    if licenses.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = licenses.iter().map(|row| row.id).collect();
    let held = license_holder::Entity::find()
        .filter(license_holder::of(Holder::Company(company)))
        .filter(license_holder::Column::LicenseId.is_in(ids.iter().copied()))
        .all(cx.read())
        .await?;
    let held: HashMap<Uuid, license_holder::Model> = held.into_iter().map(|row| (row.license_id, row)).collect();
    let sold = licenses.iter().map(|row| (row.product_id, row.edition_id, row.edition_rev));
    let names = products::names_of(cx, sold).await?;
    let groups = groups(cx, licenses).await?;
    let codes = codes(cx, &ids).await?;
    let serials = serials(cx, &ids).await?;
    let own_key = subject::keys(cx, cx.read(), &[company]).await?.remove(&company);
    let mut rows = Vec::with_capacity(licenses.len());
    for license in licenses {
        // Removed at this very moment.
        let Some(holder) = held.get(&license.id) else { continue };
        let file = match &own_key {
            Some(key) => company_file_name::open(key, holder)?,
            None => None,
        };
        let added_by = file.map_or_else(
            || AddedBy::Code(codes.get(&license.id).map(ActivationCode::masked).unwrap_or_default()),
            AddedBy::KeyFile,
        );
        let row = |group: &str| row_of(license, &names, group, &added_by, holder.added_at, &serials);
        match groups.get(&license.product_id) {
            Some(groups) => rows.extend(groups.iter().map(|group| row(group))),
            None => rows.push(row("")),
        }
    }
    Ok(rows)
}

fn row_of(
    license: &license::Model,
    names: &Names,
    group: &str,
    added_by: &AddedBy,
    added_at: Moment,
    serials: &HashMap<(Uuid, String), String>,
) -> CompanyRow {
    CompanyRow {
        license: license.clone(),
        product: names.product(license.product_id).to_owned(),
        edition: names.revision(license.edition_id, license.edition_rev).to_owned(),
        group: group.to_owned(),
        added_by: added_by.clone(),
        added_at,
        serial: serials.get(&(license.id, group.to_owned())).cloned(),
    }
}

/// The groups of applications of each product, the default one first.
async fn groups(cx: &Cx, licenses: &[license::Model]) -> Result<HashMap<Uuid, BTreeSet<String>>, Fault> {
    use application::{Column, Entity};
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::ProductId, Column::KeyGroup])
        .filter(Column::ProductId.is_in(licenses.iter().map(|row| row.product_id)))
        .distinct()
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut groups: HashMap<Uuid, BTreeSet<String>> = HashMap::new();
    for (product, group) in rows {
        groups.entry(product).or_default().insert(group);
    }
    Ok(groups)
}

/// The newest code of each.
async fn codes(cx: &Cx, licenses: &[Uuid]) -> Result<HashMap<Uuid, ActivationCode>, Fault> {
    use license_code::{Column, Entity};
    let live = Entity::find().filter(Column::LicenseId.is_in(licenses.iter().copied()));
    let rows = live.filter(Column::ReplacedAt.is_null()).order_by_asc(Column::Id).all(cx.read()).await?;
    let orders: Vec<Uuid> = rows.iter().map(|code| code.purchase_id).collect();
    code::open_all(&subject::keys(cx, cx.read(), &orders).await?, &rows)
}

/// The serial number of the first file for any device, of each group.
async fn serials(cx: &Cx, licenses: &[Uuid]) -> Result<HashMap<(Uuid, String), String>, Fault> {
    use key_file::{Column, Entity};
    let rows: Vec<(Uuid, String, String)> = Entity::find()
        .select_only()
        .columns([Column::LicenseId, Column::AppGroup, Column::Serial])
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(Column::Copy.eq(1))
        .filter(Column::ReplacedAt.is_null())
        .filter(Column::ReturnedAt.is_null())
        .order_by_asc(Column::IssuedAt)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(rows.into_iter().map(|(license, group, serial)| ((license, group), serial)).collect())
}

impl CompanyRow {
    /// Its number as people read it.
    #[must_use]
    pub fn number(&self) -> String {
        grouped(&self.license.number)
    }

    /// The name of its key file, where one was made.
    #[must_use]
    pub fn key_file(&self) -> Option<String> {
        self.serial.as_ref().map(|serial| format!("{serial}.key"))
    }
}
