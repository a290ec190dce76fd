//! The first page of a company: what it is, and what one may do there.

use crate::model::rights::CompanyRight;
use crate::model::states::CompanyState;
use crate::queries::members::{givers_of, names};
use crate::rights::Member;
use crate::sessions::{inside, membership};
use crate::texts;
use crate::texts::{listed, phrase};
use gatehouse_accounts::model::Country;
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::home::Attention;
use gatehouse_web::view::{Button, Cell, KeyValues, Notice, PageHead};
use gatehouse_web::{Customer, Done, Halt, Homes};

/// Shows it.
pub async fn show(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Member>(&customer).await?;
    let Some(found) = membership(&customer) else { return Err(Halt::NotFound) };
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, company) = (texts(lang), found.company());
    let name = names(&visit.cx, &by, &[by.member()]).await?.remove(&by.member()).unwrap_or_default();
    let rights: Vec<String> = by.rights().iter().map(|right| right.name(lang)).collect();
    let rights = match (by.is_owner(), rights.is_empty()) {
        (true, _) => t.msg_rights_owner(),
        (false, true) => t.msg_rights_none(),
        (false, false) => phrase(&rights, lang),
    };
    let country = Country::from_code(&company.country).map(|country| country.name(lang).to_owned());
    let own = KeyValues::new()
        .row(t.msg_name(), Cell::text(name.whole()))
        .row(t.msg_rights(), Cell::text(rights))
        .row(t.msg_joined(), Cell::date(&visit.format(), found.member().joined_at));
    let its = KeyValues::new()
        .row(t.msg_company_name(), Cell::text(&company.name))
        .row(t.msg_country(), country.map_or_else(Cell::none, Cell::text));
    // Who is not the owner reads who is, and what to do once they are gone.
    let (its, gone) = if by.is_owner() {
        (its, None)
    } else {
        let owner = listed(&givers_of(&visit.cx, &by).await?, lang);
        let gone = Button::link(t.msg_owner_gone_link(), customer.scope.path("/owner")).small();
        (its.row(t.msg_owner(), Cell::text(owner)), Some(Actions::new([gone])))
    };
    let me = Button::link(t.msg_me(), customer.scope.path(super::me::AT)).small();
    let here = Panel::new(t.msg_you_here()).button(Some(me)).with(&own);
    let here = owner(&customer, by.is_owner()).iter().fold(here, Panel::with);
    let button = by.may(CompanyRight::ChangeSettings).then(|| super::logo::button(&customer));
    let pending = (company.state == CompanyState::Unverified).then(|| Notice::info(t.msg_company_unverified()));
    let needs = visit.cx.service::<Homes>()?.of_company(&customer).await?;
    let company_panel = gone.iter().fold(Panel::new(t.msg_company()).with(&its), Panel::with).button(button);
    let sheet = Sheet::new(visit, company.name.as_str(), PageHead::new(company.name.as_str()))
        .notices(pending)
        .notices(needs.into_iter().map(Attention::notice))
        .with(&company_panel)
        .with(&here);
    // Who opens the settings finds the ways there.
    let elsewhere = !by.rights().is_empty() && !by.may(CompanyRight::ChangeSettings);
    let ways = elsewhere.then(|| super::own_sign_in::ways(&customer, false));
    let sheet = ways.iter().fold(sheet, Sheet::with);
    visit.show(&sheet)
}

/// The way to another owner, for the owner.
fn owner(customer: &Customer, is_owner: bool) -> Option<Button> {
    let t = texts(customer.visit.lang());
    is_owner.then(|| Button::link(t.msg_owner_ask_title(), customer.scope.path("/another-owner")).small())
}
