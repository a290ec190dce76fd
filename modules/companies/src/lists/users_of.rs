//! The users of a company for staff (COM-4): `/staff/companies/{id}/users` and its file.

use super::users::{name_cell, rights_cell, state_cell};
use crate::queries::branches::of_company;
use crate::queries::members::{MemberFilter, MemberRow};
use crate::queries::staff::parts::PeopleOf;
use crate::queries::staff::users::users;
use crate::rights::staff::may;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Cell, Empty, Icon};
use std::borrow::Cow;

/// The list of one company.
#[derive(Clone, Debug, Default)]
pub(crate) struct UsersOf {
    company: Uuid,
    branches: Vec<(Uuid, String)>,
}

impl UsersOf {
    /// With what its filter of branches offers.
    pub(crate) async fn of(cx: &Cx, company: Uuid) -> Result<Self, Fault> {
        Ok(Self { company, branches: of_company(cx, company).await? })
    }
}

impl Words for UsersOf {
    type Filter = MemberFilter;
    type Sort = ();
    type Row = MemberRow;

    fn filters(&self, lang: Lang) -> FilterSet<MemberFilter> {
        let t = texts(lang);
        let countries = Country::sorted(lang).iter().map(|country| (country.code, country.name(lang).to_owned()));
        FilterSet::<MemberFilter>::new()
            .choice("country", t.msg_country(), t.msg_any(), countries, |filter, code| filter.country = Some(code))
            .told("In this country (ISO 3166-1)")
            .record("branch", t.msg_branch(), t.msg_any(), self.branches.clone(), |filter, branch| {
                filter.branch = Some(branch);
            })
            .told("Of the branch with this id")
    }

    fn columns(&self, lang: Lang) -> Columns<MemberRow, ()> {
        let t = texts(lang);
        Columns::<MemberRow, ()>::sorted_by("name")
            .column("name", t.msg_name(), |row, to| {
                Cell::link(name_cell(row, to.lang()), format!("/staff/accounts/{}", row.member.account_id))
            })
            .sorts(())
            .column("country", t.msg_country(), |row, to| {
                let country = row.member.country.as_deref().and_then(Country::from_code);
                country.map_or_else(Cell::none, |country| Cell::text(country.name(to.lang())))
            })
            .column("branch", t.msg_branch(), |row, _| row.branch.as_ref().map_or_else(Cell::none, Cell::text))
            .column("rights", t.msg_rights(), rights_cell)
            .column("state", t.msg_state(), state_cell)
            .column("joined", t.msg_joined(), |row, to| Cell::date(&to.format, row.member.joined_at))
    }
}

#[async_trait]
impl List for UsersOf {
    const NAME: &'static str = "company-users-staff";
    const AT: &'static str = "/staff/companies/{id}/users";
    const FILE: &'static str = "/staff/companies/{id}/users.csv";
    type Seen = (Seen<PeopleOf>, MemberFilter);

    fn at(&self) -> Cow<'static, str> {
        format!("{}/users", super::place(self.company)).into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at()).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_users()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::People, t.msg_users_none(), t.msg_users_none_text())
    }

    async fn look(&self, cx: &Cx, filter: MemberFilter) -> Result<Self::Seen, Halt> {
        Ok((Seen::of(&may(cx)?, PeopleOf(self.company)).await?, filter))
    }

    async fn read(
        &self,
        cx: &Cx,
        (of, filter): &Self::Seen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<MemberRow>, Halt> {
        Ok(users(cx, of, filter, sorting.direction, request).await?)
    }
}
