//! The state of single sign-on (ALL-8): what the operator has set, which addresses belong into the provider, and a round trip to try it. It is
//! changed in the configuration alone.

use super::sso::{ANSWER, LOGOUT, ask, wanted, whole};
use super::sso_carried::Wanted;
use crate::actions::single_sign_on::tried::Tried;
use crate::model::roles;
use crate::model::single_sign_on::SingleSignOn;
use crate::{queries, texts};
use gatehouse_core::{Lang, Role};
use gatehouse_federation::{Federation, StaffClaims};
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff, Visit};

/// Where it is.
pub(super) const PATH: &str = "/staff/settings/sso";
/// The round trip.
pub(super) const TEST: &str = "/staff/settings/sso/test";

fn names(given: &[Role], lang: Lang) -> String {
    given.iter().map(|role| roles::name(*role, lang)).collect::<Vec<_>>().join(", ")
}

fn sheet(visit: &Visit) -> Sheet {
    let t = texts(visit.lang());
    Sheet::new(visit, t.msg_sso(), PageHead::new(t.msg_sso()).lede(t.msg_sso_settings_lede())).narrow()
}

fn yes(visit: &Visit, is_so: bool) -> Cell {
    let t = texts(visit.lang());
    Cell::text(if is_so { t.msg_sso_yes() } else { t.msg_sso_no() })
}

fn set_panel(visit: &Visit, sso: &SingleSignOn) -> Panel {
    let t = texts(visit.lang());
    let provider = &sso.provider;
    let factors: Vec<&str> = provider.factor_amr.iter().chain(&provider.factor_acr).map(String::as_str).collect();
    let factors = if factors.is_empty() { t.msg_sso_factor_ours() } else { factors.join(", ") };
    let passwords = if sso.passwords { t.msg_sso_passwords_all() } else { t.msg_sso_passwords_administrators() };
    let facts = KeyValues::new()
        .row(t.msg_sso_issuer(), Cell::text(provider.issuer.as_str()))
        .row(t.msg_sso_client(), Cell::text(provider.client_id.as_str()))
        .row(t.msg_sso_scopes(), Cell::text(provider.scopes.as_str()))
        .row(t.msg_sso_group_claim(), Cell::text(provider.group_claim.as_str()))
        .row(t.msg_sso_factors(), Cell::text(factors))
        .row(t.msg_sso_passwords(), Cell::text(passwords));
    Panel::new(t.msg_sso_configured()).with(&facts)
}

fn groups_panel(visit: &Visit, sso: &SingleSignOn) -> Panel {
    let t = texts(visit.lang());
    let rows = sso.roles.iter().fold(KeyValues::new(), |rows, (group, given)| {
        rows.row(group.as_str(), Cell::text(names(given, visit.lang())))
    });
    Panel::new(t.msg_sso_groups()).text(t.msg_sso_groups_text()).with(&rows)
}

fn addresses_panel(visit: &Visit) -> Panel {
    let t = texts(visit.lang());
    let rows = KeyValues::new()
        .row(t.msg_sso_back(), Cell::text(whole(&visit.cx, ANSWER)))
        .row(t.msg_sso_back_channel(), Cell::text(whole(&visit.cx, LOGOUT)))
        .row(t.msg_sso_after_sign_out(), Cell::text(whole(&visit.cx, "/staff/sign-in")));
    Panel::new(t.msg_sso_addresses()).text(t.msg_sso_addresses_text()).with(&rows)
}

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let Some(sso) = SingleSignOn::of(&visit.cx) else {
        return visit.show(&sheet(visit).with(&Panel::new("").text(t.msg_sso_is_off())));
    };
    let counted = queries::team_counted(&staff.may()?).await?;
    let described = visit.cx.service::<Federation>()?.staff_described(&visit.cx, &sso.provider).await;
    let format = visit.format();
    let number = |n: u64| Cell::number(format.number(i64::try_from(n).unwrap_or(i64::MAX)));
    let facts = KeyValues::new()
        .row(t.msg_sso_members(), number(counted.by_provider))
        .row(t.msg_sso_kept(), number(u64::try_from(counted.kept).unwrap_or(u64::MAX)))
        .row(t.msg_sso_reached(), yes(visit, described.is_ok()))
        .row(t.msg_sso_signs_out(), yes(visit, described.is_ok_and(|signs_out| signs_out)));
    let state = Panel::new(t.msg_state()).with(&facts).text(t.msg_sso_test_text());
    let state = state.with(&Button::link(t.msg_sso_test(), TEST).primary());
    let page = sheet(visit).with(&state).with(&set_panel(visit, sso)).with(&groups_panel(visit, sso));
    visit.show(&page.with(&addresses_panel(visit)))
}

/// Leads to the provider.
pub(super) async fn test(staff: Staff) -> Result<Done, Halt> {
    wanted(&staff.visit)?;
    staff.elevated_for(PATH)?;
    ask(&staff.visit, Wanted::Test(staff.session.id), PATH, false).await
}

/// What came back.
pub(super) fn show_tried(visit: &Visit, sso: &SingleSignOn, claims: &StaffClaims, came: &Tried) -> Result<Done, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let given = if came.roles.is_empty() { t.msg_sso_no_role() } else { names(&came.roles, lang) };
    let groups = claims.groups.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let told = u64::try_from(claims.groups_told).unwrap_or(u64::MAX);
    let or_none = |text: Option<&str>| text.map_or_else(Cell::none, Cell::text);
    let mut facts = KeyValues::new()
        .row(t.msg_sso_subject(), Cell::text(claims.subject.as_str()))
        .row(t.msg_name(), or_none(claims.name.as_deref()))
        .row(t.msg_email(), or_none(claims.email.as_deref()))
        .row(t.msg_sso_groups_told(), Cell::number(told.to_string()))
        .row(t.msg_sso_groups_known(), Cell::text(groups))
        .row(t.msg_roles(), Cell::text(given))
        .row(t.msg_sso_tells_when(), yes(visit, claims.tells_when))
        .row(t.msg_sso_tells_session(), yes(visit, claims.session.is_some()));
    if sso.provider.counts_factors() {
        facts = facts.row(t.msg_sso_gave_factor(), yes(visit, claims.gave_factor));
    }
    facts = match came.member {
        Some(member) => facts.row(
            t.msg_sso_is_member(),
            Cell::link(t.msg_sso_open_member(), format!("{}/{member}", super::members::PATH)),
        ),
        None => facts.row(t.msg_sso_is_member(), Cell::text(t.msg_sso_would_be_new())),
    };
    let panel = Panel::new(t.msg_sso_tried()).text(t.msg_sso_tried_text()).with(&facts);
    visit.show(&sheet(visit).with(&panel.with(&Button::link(t.msg_sso(), PATH))))
}
