//! The companies (COM): `/staff/companies` and `/api/v1/companies`. The search is posted: a company's name tells for whom somebody looks.

use crate::model::states::CompanyState;
use crate::queries::staff::companies::{CompanyColumn, CompanyFilter, Waits, companies};
use crate::rights::staff::may;
use crate::tables::company::Model;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Tone};

/// The address of a company's page for staff.
pub(crate) fn place(id: Uuid) -> String {
    format!("{}/{id}", Companies::AT)
}

/// How a company stands.
pub(crate) fn company_badge(row: &Model, lang: Lang) -> Badge {
    let tone = match row.state {
        CompanyState::Active => Tone::Good,
        CompanyState::Unverified => Tone::Warn,
        CompanyState::Deleted => Tone::Bad,
    };
    Badge::new(tone, row.state.name(lang))
}

/// What waits, in words.
pub(crate) fn waits_name(waits: Waits, lang: Lang) -> String {
    let t = texts(lang);
    match waits {
        Waits::Owner => t.msg_waits_owner(),
        Waits::Domain => t.msg_waits_domain(),
        Waits::Invitation => t.msg_waits_invitation(),
    }
}

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Companies;

/// A name never stands in an address of the page.
fn may_stand_in_address(text: &str) -> bool {
    text.trim().is_empty()
}

impl Words for Companies {
    type Filter = CompanyFilter;
    type Sort = CompanyColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<CompanyFilter> {
        let t = texts(lang);
        let states = CompanyState::ALL.map(|state| (state.word(), state.name(lang)));
        let countries = Country::sorted(lang).iter().map(|country| (country.code, country.name(lang).to_owned()));
        let waits = Waits::ALL.map(|(word, waits)| (word, waits_name(waits, lang)));
        FilterSet::<CompanyFilter>::new()
            .closed_search("q", t.msg_company_search(), may_stand_in_address, |filter, text| filter.text = text)
            .hint(t.msg_company_search_hint())
            .told("The name, compared without marks and without the kind of company, or the word in the address contains this")
            .choice("state", t.msg_state(), t.msg_any(), states, |filter, word| {
                filter.state = CompanyState::from_word(&word);
            })
            .told("In this state")
            .choice("country", t.msg_country(), t.msg_any(), countries, |filter, code| filter.country = Some(code))
            .told("Of this country (ISO 3166-1)")
            .choice("waits", t.msg_staff_waits(), t.msg_any(), waits, |filter, word| filter.waits = Waits::from_word(&word))
            .told("Where this waits for staff")
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .told("Made on this day or later, or at this moment")
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until))
            .told("Made on this day or earlier")
    }

    fn columns(&self, lang: Lang) -> Columns<Model, CompanyColumn> {
        let t = texts(lang);
        Columns::<Model, CompanyColumn>::sorted_by("name")
            .column("name", t.msg_company_name(), |row, _| Cell::link(&row.name, place(row.id)))
            .sorts(CompanyColumn::Name)
            .column("word", t.msg_company_word(), |row, _| Cell::text(&row.slug))
            .column("country", t.msg_country(), |row, to| {
                let country = Country::from_code(&row.country);
                country.map_or_else(Cell::none, |country| Cell::text(country.name(to.lang())))
            })
            .column("state", t.msg_state(), |row, to| Cell::badge(&company_badge(row, to.lang())))
            .column("created", t.msg_staff_created(), |row, to| Cell::date(&to.format, row.created_at))
            .sorts(CompanyColumn::Created)
            .column("lang", t.msg_staff_lang(), |row, _| {
                Cell::text(Lang::from_tag(&row.lang).map(Lang::name).unwrap_or_default())
            })
            .extra()
            .column("deleted", t.msg_staff_deleted(), |row, to| match row.deleted_at {
                Some(at) => Cell::time(&to.format, at),
                None => Cell::none(),
            })
            .extra()
    }
}

#[async_trait]
impl List for Companies {
    const NAME: &'static str = "companies";
    const AT: &'static str = "/staff/companies";
    const FILE: &'static str = "/staff/companies.csv";
    type Seen = Seen<CompanyFilter>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_companies()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Building, t.msg_companies_none(), t.msg_companies_none_text())
    }

    fn page_of(&self, row: &Model) -> Option<String> {
        Some(place(row.id))
    }

    async fn look(&self, cx: &Cx, filter: CompanyFilter) -> Result<Seen<CompanyFilter>, Halt> {
        Ok(Seen::of(&may(cx)?, filter).await?)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &Seen<CompanyFilter>,
        sorting: Sorting<CompanyColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(companies(cx, filter, sorting, request).await?)
    }
}
