//! Licenses as staff and programs find them (LIC-17): `/staff/licenses` and `/api/v1/licenses`.

use super::cells::{person, seats, status_badge};
use super::ticked::Ticked;
use crate::model::license::{Kind, Status, grouped};
use crate::model::search::Search;
use crate::queries::licenses::{Found, LicenseColumn, LicenseFilter, licenses};
use crate::queries::people::{self, Whose};
use crate::queries::row_details::RowDetails;
use crate::rights::may;
use crate::tables::license;
use crate::texts;
use gatehouse_accounts::rights::LookAtAccounts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May, Seen};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Act, Acts, Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Cell, Empty, Icon, Table};
use std::collections::HashMap;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct LicenseQuery {
    pub filter: LicenseFilter,
    /// A product's code or id.
    pub product: String,
}

/// A license and what stands beside it.
pub(crate) struct LicenseRow {
    license: license::Model,
    product: String,
    edition: String,
    details: RowDetails,
    whose: Whose,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Licenses {
    /// Id and name of the products that the page offers.
    products: Vec<(String, String)>,
    /// What its reader may do with several.
    acts: Vec<Ticked>,
}

impl Licenses {
    /// With the products of the catalog.
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        let products = products::all_by_name(cx).await?;
        let products = products.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        Ok(Self { products, acts: Vec::new() })
    }

    /// With what its reader may do with several licenses at once.
    #[must_use]
    pub(crate) fn acting(self, acts: Vec<Ticked>) -> Self {
        Self { acts, ..self }
    }
}

/// Whether a search may stand in an address.
fn may_stand_in_address(text: &str) -> bool {
    Search::read(text).may_stand_in_address()
}

impl Words for Licenses {
    type Filter = LicenseQuery;
    type Sort = LicenseColumn;
    type Row = LicenseRow;

    fn filters(&self, lang: Lang) -> FilterSet<LicenseQuery> {
        let t = texts(lang);
        let statuses = Status::ALL.map(|status| (status.word(), status.name(lang)));
        FilterSet::<LicenseQuery>::new()
            .closed_search("q", t.msg_license_search(), may_stand_in_address, |query, text| query.filter.text = text)
            .hint(t.msg_license_search_hint())
            .told("A license number, or the last five characters of a code")
            .choice("status", t.msg_status(), t.msg_any(), statuses, |query, word| {
                query.filter.status = Status::from_word(&word);
            })
            .told("Of this status")
            .choice_or(
                "product",
                t.msg_product(),
                t.msg_any(),
                self.products.clone(),
                |_| true,
                |query, product| {
                    query.product = product;
                },
            )
            .told("Of this product: its code or id")
            .id("order", |query, id| query.filter.order = Some(id))
            .told("Of this order")
            .id("batch", |query, id| query.filter.batch = Some(id))
            .told("Of this batch")
            .id("account", |query, id| query.filter.account = Some(id))
            .told("Held by this account")
    }

    fn columns(&self, lang: Lang) -> Columns<LicenseRow, LicenseColumn> {
        let t = texts(lang);
        Columns::<LicenseRow, LicenseColumn>::sorted_by("-created")
            .column("number", t.msg_license_number(), number)
            .sorts(LicenseColumn::Number)
            .column("code", t.msg_code_ending(), |row, _| match row.details.last_group.as_str() {
                "" => Cell::none(),
                group => Cell::number(format!("…{group}")),
            })
            .column("order", t.msg_order(), |row, _| {
                Cell::number_link(&row.details.order, format!("/staff/orders/{}", row.license.purchase_id))
            })
            .extra()
            .column("product", t.msg_product(), |row, _| Cell::text(&row.product).sub(&row.edition))
            .column("edition", t.msg_edition(), |row, _| Cell::text(&row.edition))
            .extra()
            .column("owner", t.msg_owner(), owner)
            .column("buyer", t.msg_buyer(), |row, _| person(row.whose.buyer.as_ref()))
            .extra()
            .column("kind", t.msg_kind(), |row, to| Cell::text(row.license.kind.name(to.lang())))
            .extra()
            .column("status", t.msg_status(), |row, to| Cell::badge(&status_badge(&row.license, to.now, to.lang())))
            .column("seats", t.msg_seats(), |row, to| seats(&row.license, to.lang()))
            .column("holders", t.msg_holders(), |row, _| Cell::number(row.details.holders.to_string()))
            .extra()
            .column("ends", t.msg_ends(), |row, to| match row.license.ends_at {
                Some(at) => Cell::date(&to.format, at),
                None => Cell::none(),
            })
            .sorts(LicenseColumn::Ends)
            .column("created", t.msg_issued_at(), |row, to| Cell::date(&to.format, row.license.created_at))
            .sorts(LicenseColumn::Created)
            .extra()
    }
}

fn number(row: &LicenseRow, to: &RowContext) -> Cell {
    let number = Cell::number_link(grouped(&row.license.number), format!("{}/{}", Licenses::AT, row.license.id));
    match row.license.kind {
        Kind::Commercial => number,
        kind => number.sub(kind.name(to.lang())),
    }
}

/// Who added it first, with how many more; of a license that nobody has added, the buyer.
fn owner(row: &LicenseRow, to: &RowContext) -> Cell {
    let t = texts(to.lang());
    match (&row.whose.holder, &row.whose.buyer) {
        (Some(holder), _) if row.details.holders > 1 => {
            person(Some(holder)).sub(t.msg_owner_more(row.details.holders - 1))
        }
        (Some(holder), _) => person(Some(holder)),
        (None, Some(buyer)) => person(Some(buyer)).sub(t.msg_owner_is_buyer()),
        (None, None) => Cell::none(),
    }
}

#[async_trait]
impl List for Licenses {
    const NAME: &'static str = "licenses";
    const AT: &'static str = "/staff/licenses";
    const FILE: &'static str = "/staff/licenses.csv";
    type Seen = Seen<LicenseFilter>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_licenses()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::License, t.msg_licenses_none(), t.msg_licenses_none_text())
    }

    fn unmatched(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::License, t.msg_licenses_none(), t.msg_licenses_not_found_text())
    }

    fn page_of(&self, row: &LicenseRow) -> Option<String> {
        Some(format!("{}/{}", Self::AT, row.license.id))
    }

    fn row_id(&self, row: &LicenseRow) -> Option<Uuid> {
        Some(row.license.id)
    }

    fn acts(&self, lang: Lang) -> Option<Acts> {
        let acts = self.acts.iter().map(|act| Act::new(act.word(), act.name(lang), act.icon())).collect();
        Some(Acts { at: Ticked::AT, acts })
    }

    async fn look(&self, cx: &Cx, query: LicenseQuery) -> Result<Seen<LicenseFilter>, Halt> {
        let product = match query.product.as_str() {
            "" => None,
            // What is no product has no licenses.
            text => Some(products::product_named(cx, text).await?.unwrap_or(Uuid::nil())),
        };
        let with_people = May::<LookAtAccounts>::of(cx).is_some();
        Ok(Seen::of(&may(cx)?, LicenseFilter { product, with_people, ..query.filter }).await?)
    }

    async fn read(
        &self,
        cx: &Cx,
        seen: &Seen<LicenseFilter>,
        sorting: Sorting<LicenseColumn>,
        request: &PageRequest,
    ) -> Result<Paged<LicenseRow>, Halt> {
        let found = licenses(cx, seen, sorting, request).await?;
        let whose = match May::of(cx).filter(|_| seen.with_people) {
            Some(may) => people::of_licenses(&may, &found.page.items).await?,
            None => HashMap::new(),
        };
        Ok(rows(found, whose))
    }
}

fn rows(mut found: Found, mut whose: HashMap<Uuid, Whose>) -> Paged<LicenseRow> {
    let names = found.names;
    found.page.map(|license| LicenseRow {
        product: names.product(license.product_id).to_owned(),
        edition: names.revision(license.edition_id, license.edition_rev).to_owned(),
        details: found.details.remove(&license.id).unwrap_or_default(),
        whose: whose.remove(&license.id).unwrap_or_default(),
        license,
    })
}

/// The licenses of an order, for its own page.
pub(crate) fn license_table(found: Found, context: &RowContext) -> Table {
    let list = Licenses::default();
    let rows = rows(found, HashMap::new()).items;
    list.columns(context.lang()).plain_table(list.title(context.lang()), &rows, context, &["order", "owner"])
}
