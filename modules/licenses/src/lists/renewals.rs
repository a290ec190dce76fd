//! The renewal center (LIC-8): `/licenses/renewals`, the licenses of an account by their ends; and `/staff/renewals`, what holders wish
//! and no shop has answered. A company's has the same columns ([`super::CompanyRenewals`]).

use super::cells::{ends, shop_button_in_row, status_badge};
use crate::model::auto_renewal::{WishState, next_renewal};
use crate::model::holder::Holder;
use crate::model::license::{Status, grouped};
use crate::model::shop_links::ShopAct;
use crate::queries::customer_licenses::{Filter, SortBy};
use crate::queries::renewals::{Renewable, Waiting, WishFilter, renewals, waiting};
use crate::rights::LicensesRead;
use crate::tables::auto_renewal;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};
use gatehouse_web::{Halt, may};

/// How automatic renewal stands, as a label.
pub(crate) fn renewal_badge(row: Option<&auto_renewal::Model>, lang: Lang) -> Badge {
    let t = texts(lang);
    match row {
        Some(row) if row.wish.is_some() => Badge::new(Tone::Info, t.msg_auto_renewal_waits()).ring(),
        Some(row) if row.is_on => Badge::new(Tone::Good, t.msg_auto_renewal_on()),
        _ => Badge::new(Tone::Neutral, t.msg_auto_renewal_off()).ring(),
    }
}

/// A row, with where the license's page is.
pub(crate) struct RenewalRow {
    row: Renewable,
    page: String,
}

impl RenewalRow {
    /// Of a license whose list is at this address.
    pub(super) fn of(row: Renewable, list: &str) -> Self {
        Self { page: format!("{list}/{}", row.item.license.id), row }
    }
}

/// The statuses of the list.
pub(super) fn statuses(lang: Lang) -> FilterSet<Filter> {
    let t = texts(lang);
    let statuses = Status::ALL.map(|status| (status.word(), status.name(lang)));
    let statuses = statuses.into_iter().chain([(super::ENDING, t.msg_status_expiring())]);
    FilterSet::<Filter>::new().choice(
        "status",
        t.msg_customer_status(),
        t.msg_customer_any_status(),
        statuses,
        |filter, word| {
            filter.status = Status::from_word(&word);
            filter.is_ending = word == super::ENDING;
        },
    )
}

/// The columns of the list, of an account or a company.
pub(super) fn columns(lang: Lang) -> Columns<RenewalRow, SortBy> {
    let t = texts(lang);
    Columns::<RenewalRow, SortBy>::sorted_by("ends")
        .column("product", t.msg_customer_product(), |RenewalRow { row, page }, _| {
            Cell::link(&row.item.product, format!("{page}/renewal")).sub(&row.item.edition)
        })
        .sorts(SortBy::Product)
        .column("number", t.msg_customer_column_number(), |RenewalRow { row, .. }, _| {
            Cell::number(grouped(&row.item.license.number))
        })
        .column("status", t.msg_customer_status(), |RenewalRow { row, .. }, to| {
            Cell::badge(&status_badge(&row.item.license, to.now, to.lang()))
        })
        .column("ends", t.msg_customer_column_ends(), |RenewalRow { row, .. }, to| {
            ends(&to.format, &row.item.license, to.now)
        })
        .sorts(SortBy::Ends)
        .up_is_other()
        .column("auto", t.msg_auto_renewal(), auto)
        .column("seller", t.msg_seller(), |RenewalRow { row, .. }, _| match row.sold_by.name() {
            "" => Cell::none(),
            name => Cell::text(name),
        })
        .actions(|RenewalRow { row, page }, to| {
            let (license, lang) = (&row.item.license, to.lang());
            let act = row.item.shop.due(license, lang, to.now);
            let act = act.or_else(|| row.item.shop.renewal(license, lang).map(ShopAct::Renew));
            let open = Button::link(texts(lang).msg_renewal_open(), format!("{page}/renewal")).quiet();
            let renew = act.map(|act| shop_button_in_row(act, lang).about(row.item.product.as_str()));
            Cell::actions(renew.into_iter().chain([open.about(row.item.product.as_str())]))
        })
}

fn auto(RenewalRow { row, .. }: &RenewalRow, to: &RowContext) -> Cell {
    let cell = Cell::badge(&renewal_badge(row.auto.as_ref(), to.lang()));
    match row.auto.as_ref().and_then(|auto| next_renewal(auto, to.now)) {
        Some(at) => cell.sub(texts(to.lang()).msg_auto_renewal_next(to.format.date(at))),
        None => cell,
    }
}

/// The list of an account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Renewals {
    pub(crate) account: Uuid,
}

impl Words for Renewals {
    type Filter = Filter;
    type Sort = SortBy;
    type Row = RenewalRow;

    fn filters(&self, lang: Lang) -> FilterSet<Filter> {
        statuses(lang)
    }

    fn columns(&self, lang: Lang) -> Columns<RenewalRow, SortBy> {
        columns(lang)
    }
}

#[async_trait]
impl List for Renewals {
    const NAME: &'static str = "own_renewals";
    const AT: &'static str = "/licenses/renewals";
    const FILE: &'static str = "/licenses/renewals.csv";
    type Seen = Filter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_renewals_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Calendar, t.msg_renewals_none(), t.msg_renewals_none_text())
            .action(Button::link(t.msg_customer_title(), "/licenses"))
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
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
    ) -> Result<Paged<RenewalRow>, Halt> {
        let whose = (Holder::Account(self.account), self.account);
        let found = renewals(cx, whose, filter, sorting, request).await?;
        Ok(found.map(|row| RenewalRow::of(row, "/licenses")))
    }
}

/// What holders wish and shops have not answered, for staff.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WaitingRenewals;

/// The one order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByWish;

impl Words for WaitingRenewals {
    type Filter = WishFilter;
    type Sort = ByWish;
    type Row = Waiting;

    fn filters(&self, lang: Lang) -> FilterSet<WishFilter> {
        let t = texts(lang);
        let states = [WishState::Asked, WishState::Sent, WishState::Unconfirmed];
        let states = states.map(|state| (state.word(), state.name(lang)));
        FilterSet::<WishFilter>::new().choice("state", t.msg_status(), t.msg_any(), states, |filter, word| {
            filter.state = WishState::from_word(&word);
        })
    }

    fn columns(&self, lang: Lang) -> Columns<Waiting, ByWish> {
        let t = texts(lang);
        Columns::<Waiting, ByWish>::sorted_by("wished")
            .column("license", t.msg_license_number(), |row, _| {
                Cell::link(&row.license, format!("/staff/licenses/{}", row.row.license_id))
            })
            .column("wish", t.msg_auto_renewal_wish(), |row, to| {
                row.row.wish.map_or_else(Cell::none, |wish| Cell::text(wish.name(to.lang())))
            })
            .column("state", t.msg_status(), |row, to| Cell::text(row.row.state.name(to.lang())))
            .column("wished", t.msg_auto_renewal_wished(), |row, to| {
                row.row.wished_at.map_or_else(Cell::none, |at| Cell::time(&to.format, at))
            })
            .sorts(ByWish)
            .actions(|row, to| {
                let answer = format!("/staff/licenses/{}/auto-renewal", row.row.license_id);
                Cell::actions([Button::link(texts(to.lang()).msg_auto_renewal_answer(), answer)
                    .quiet()
                    .about(&row.license)])
            })
    }
}

#[async_trait]
impl List for WaitingRenewals {
    const NAME: &'static str = "renewals";
    const AT: &'static str = "/staff/renewals";
    const FILE: &'static str = "/staff/renewals.csv";
    type Seen = (May<LicensesRead>, WishFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_waiting_renewals_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Calendar, t.msg_waiting_renewals_none(), t.msg_waiting_renewals_none_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: WishFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ByWish>,
        request: &PageRequest,
    ) -> Result<Paged<Waiting>, Halt> {
        Ok(waiting(cx, *filter, sorting.direction, request).await?)
    }
}
