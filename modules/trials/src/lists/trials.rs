//! The trials (LIC-22): `/staff/trials` and `/api/v1/trials`.

use crate::model::state::TrialState;
use crate::queries::offered;
use crate::queries::trials::{TrialColumn, TrialFilter, TrialRow, trials};
use crate::rights::may;
use crate::texts;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon};

/// The list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trials {
    /// What the filter of products offers.
    products: Vec<(Uuid, String)>,
}

impl Trials {
    /// With the products that can be tried.
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        let products = offered::all(cx).await?;
        Ok(Self { products: products.into_iter().map(|product| (product.id, product.name)).collect() })
    }
}

/// An address never stands in one of the page.
fn may_stand_in_address(text: &str) -> bool {
    text.trim().is_empty()
}

impl Words for Trials {
    type Filter = TrialFilter;
    type Sort = TrialColumn;
    type Row = TrialRow;

    fn filters(&self, lang: Lang) -> FilterSet<TrialFilter> {
        let t = texts(lang);
        let states = TrialState::ALL.map(|state| (state.word(), state.name(lang)));
        FilterSet::<TrialFilter>::new()
            .closed_search("q", t.msg_email(), may_stand_in_address, |filter, text| filter.email = text)
            .hint(t.msg_search_hint())
            .choice("state", t.msg_state(), t.msg_any(), states, |filter, word| {
                filter.state = TrialState::from_word(&word);
            })
            .told("In this state")
            .record("product", t.msg_product(), t.msg_any(), self.products.clone(), |filter, product| {
                filter.product = Some(product);
            })
            .told("Of the product with this id")
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .told("Asked for on this day or later, or at this moment")
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until))
            .told("Asked for on this day or earlier")
            .id("account", |filter, account| filter.account = Some(account))
    }

    fn columns(&self, lang: Lang) -> Columns<TrialRow, TrialColumn> {
        let t = texts(lang);
        Columns::<TrialRow, TrialColumn>::sorted_by("-asked")
            .column("product", t.msg_product(), |row, _| Cell::text(&row.product))
            .column("name", t.msg_name(), |row, _| match (&row.person, row.trial.account_id) {
                (Some(person), Some(account)) => Cell::link(&person.name.0, format!("/staff/accounts/{account}")),
                (Some(person), None) => Cell::text(&person.name.0),
                (None, _) => Cell::none(),
            })
            .column("email", t.msg_email(), |row, _| match &row.person {
                Some(person) => Cell::text(gatehouse_address::shown(&person.email.0)),
                None => Cell::none(),
            })
            .column("phone", t.msg_phone(), |row, _| match &row.person {
                Some(person) => Cell::text(&person.phone.0),
                None => Cell::none(),
            })
            .extra()
            .column("state", t.msg_state(), |row, to| {
                Cell::badge(&Badge::new(row.trial.state.tone(), row.trial.state.name(to.lang())))
            })
            .column("license", t.msg_license(), |row, to| match row.trial.license_id {
                Some(license) => Cell::link(texts(to.lang()).msg_license_open(), format!("/staff/licenses/{license}")),
                None => Cell::none(),
            })
            .column("asked", t.msg_asked(), |row, to| Cell::time(&to.format, row.trial.asked_at))
            .sorts(TrialColumn::Asked)
            .column("activated", t.msg_activated(), |row, to| match row.trial.activated_at {
                Some(at) => Cell::date(&to.format, at),
                None => Cell::none(),
            })
            .extra()
            .column("ends", t.msg_ends(), |row, to| match row.trial.ends_at {
                Some(at) => Cell::date(&to.format, at),
                None => Cell::none(),
            })
    }
}

#[async_trait]
impl List for Trials {
    const NAME: &'static str = "trials";
    const AT: &'static str = "/staff/trials";
    const FILE: &'static str = "/staff/trials.csv";
    type Seen = Seen<TrialFilter>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_trials()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        let empty = Empty::new(Icon::Box, t.msg_trials_none(), t.msg_trials_none_text());
        empty.action(Button::link(t.msg_trials_none_do(), "/staff/catalog"))
    }

    async fn look(&self, cx: &Cx, filter: TrialFilter) -> Result<Seen<TrialFilter>, Halt> {
        Ok(Seen::of(&may(cx)?, TrialFilter { with_people: true, ..filter }).await?)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &Seen<TrialFilter>,
        sorting: Sorting<TrialColumn>,
        request: &PageRequest,
    ) -> Result<Paged<TrialRow>, Halt> {
        Ok(trials(cx, filter, sorting, request).await?)
    }
}
