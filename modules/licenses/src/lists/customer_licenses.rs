//! The licenses of an account (LIC-6, LIC-17): `/licenses`.

use super::cells::{ends, seats, shop_button_in_row, status_badge};
use crate::model::holder::Holder;
use crate::model::license::{Status, grouped};
use crate::model::search::like_a_code;
use crate::queries::customer_licenses::{self, Filter, Item, SortBy};
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, CopyCode, Empty, Icon};

/// The word of a status that is none: active, and ends soon.
pub(crate) const ENDING: &str = "expiring";

/// The list.
pub(crate) struct CustomerLicenses {
    account: Uuid,
    /// Code and name of the products that the account has licenses of.
    products: Vec<(String, String)>,
}

impl CustomerLicenses {
    /// The list of this account.
    pub(crate) async fn of(cx: &Cx, account: Uuid) -> Result<Self, Fault> {
        Ok(Self { account, products: customer_licenses::products(cx, Holder::Account(account)).await? })
    }

    /// Whether the account has any license.
    pub(crate) fn has_any(&self) -> bool {
        !self.products.is_empty()
    }
}

/// Whether a search may stand in an address.
fn may_stand_in_address(text: &str) -> bool {
    !like_a_code(text)
}

impl Words for CustomerLicenses {
    type Filter = Filter;
    type Sort = SortBy;
    type Row = Item;

    fn filters(&self, lang: Lang) -> FilterSet<Filter> {
        let t = texts(lang);
        let statuses = Status::ALL.map(|status| (status.word(), status.name(lang)));
        let statuses = statuses.into_iter().chain([(ENDING, t.msg_status_expiring())]);
        FilterSet::<Filter>::new()
            .closed_search("q", t.msg_customer_search(), may_stand_in_address, |filter, text| filter.search = text)
            .hint(t.msg_customer_search_hint())
            .choice_or(
                "product",
                t.msg_customer_product(),
                t.msg_customer_any_product(),
                self.products.clone(),
                |_| true,
                |filter, product| filter.product = product,
            )
            .choice("status", t.msg_customer_status(), t.msg_customer_any_status(), statuses, |filter, word| {
                filter.status = Status::from_word(&word);
                filter.is_ending = word == ENDING;
            })
            .orders(
                t.msg_customer_sort(),
                [
                    ("ends", t.msg_customer_sort_ends()),
                    ("-ends", t.msg_customer_sort_ends_latest()),
                    ("product", t.msg_customer_sort_product()),
                    ("-added", t.msg_customer_sort_added()),
                ],
            )
    }

    fn columns(&self, lang: Lang) -> Columns<Item, SortBy> {
        let t = texts(lang);
        Columns::<Item, SortBy>::sorted_by("ends")
            .column("product", t.msg_customer_product(), |item, _| {
                Cell::link(&item.product, format!("{}/{}", Self::AT, item.license.id)).sub(&item.edition)
            })
            .sorts(SortBy::Product)
            .column("edition", t.msg_edition(), |item, _| Cell::text(&item.edition))
            .extra()
            .column("code", t.msg_customer_column_code(), |item, to| match item.masked_code.as_str() {
                "" => Cell::none(),
                code => {
                    let number = texts(to.lang()).msg_license_title(grouped(&item.license.number));
                    Cell::of(&CopyCode::masked(to.lang(), code)).value(code).sub(number)
                }
            })
            .column("number", t.msg_customer_column_number(), |item, _| Cell::number(grouped(&item.license.number)))
            .extra()
            .column("activated", t.msg_customer_column_activated(), |item, to| match item.license.first_activated_at {
                Some(at) => Cell::date(&to.format, at),
                None => Cell::text(texts(to.lang()).msg_customer_not_yet()),
            })
            .column("status", t.msg_customer_status(), |item, to| {
                Cell::badge(&status_badge(&item.license, to.now, to.lang()))
            })
            .column("seats", t.msg_customer_column_seats(), |item, to| seats(&item.license, to.lang()))
            .column("ends", t.msg_customer_column_ends(), |item, to| {
                let cell = ends(&to.format, &item.license, to.now);
                match item.shop.due(&item.license, to.lang(), to.now) {
                    Some(act) => cell.and(&shop_button_in_row(act, to.lang()).about(item.product.as_str())),
                    None => cell,
                }
            })
            .sorts(SortBy::Ends)
            .up_is_other()
            .column("added", t.msg_customer_column_added(), |item, to| Cell::date(&to.format, item.added_at))
            .sorts(SortBy::Added)
            .extra()
            .actions(|item, to| {
                let remove = format!("{}/{}/remove", Self::AT, item.license.id);
                let label = texts(to.lang()).msg_customer_remove_row();
                Cell::actions([Button::link(label, remove).quiet().about(item.product.as_str())])
            })
    }
}

#[async_trait]
impl List for CustomerLicenses {
    const NAME: &'static str = "own_licenses";
    const AT: &'static str = "/licenses";
    const FILE: &'static str = "/licenses.csv";
    type Seen = Filter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_customer_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::License, t.msg_customer_empty_title(), t.msg_customer_empty_text())
            .action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary())
    }

    fn unmatched(&self, lang: Lang) -> Empty {
        if !self.has_any() {
            return self.empty(lang);
        }
        let t = texts(lang);
        Empty::new(Icon::Search, t.msg_customer_nothing_title(), t.msg_customer_nothing_text())
            .action(Button::link(t.msg_customer_reset(), Self::AT))
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
    }

    fn page_of(&self, item: &Item) -> Option<String> {
        Some(format!("{}/{}", Self::AT, item.license.id))
    }

    async fn look(&self, _: &Cx, filter: Filter) -> Result<Filter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &Filter,
        sorting: Sorting<SortBy>,
        request: &PageRequest,
    ) -> Result<Paged<Item>, Halt> {
        Ok(customer_licenses::page(cx, self.account, filter, sorting, request).await?)
    }
}
