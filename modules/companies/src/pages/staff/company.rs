//! `/staff/companies/{id}`: a company for staff, with tabs for its users, invitations, requests to join, domains and what happened to it.

use super::{branches, carry_over, owner, proposals};
use crate::actions::restore_company::restore_company;
use crate::actions::staff::clear_and_invite::clear_and_invite;
use crate::actions::staff::verify_company::verify_company;
use crate::lists::{Companies, UsersOf, company_badge, place};
use crate::model::states::{CompanyState, DomainState, InvitationState, Invited, JoinState};
use crate::pages::CONTESTED;
use crate::queries::staff::claims;
use crate::queries::staff::company::Looked;
use crate::queries::staff::parts::{PeopleOf, domains, invitations, requests};
use crate::rights::DECIDERS;
use crate::rights::staff::{CLERKS, LOOKERS, VERIFIERS};
use crate::signals::AllGoes;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_address::shown;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Outcome, Refusal, Uuid};
use gatehouse_web::frames::{Panel, Sheet, Tabs};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Navigation, Staff, UnlessBroken as _, history};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| {
            doors
                .get("/staff/companies/{id}", show)
                .get(UsersOf::AT, users)
                .get(UsersOf::FILE, users_file)
                .get("/staff/companies/{id}/invitations", show_invitations)
                .get("/staff/companies/{id}/requests", show_requests)
                .get("/staff/companies/{id}/domains", show_domains)
                .get("/staff/companies/{id}/history", show_history)
        })
        .staff(CLERKS, |doors| {
            doors
                .post("/staff/companies/{id}/restore", restore)
                .post("/staff/companies/{id}/invitations/{invitation}/clear", clear)
        })
        .staff(VERIFIERS, |doors| doors.post("/staff/companies/{id}/verify", verify))
}

/// The company, and the line in the log that it was looked at.
pub(super) async fn seen(staff: &Staff, id: Uuid) -> Result<Seen<Looked>, Halt> {
    Seen::<Looked>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)
}

/// The head of a page below that of the company.
pub(super) fn head_below(company: &Looked, title: impl Into<String>, lang: Lang) -> PageHead {
    let own = (company.row.name.clone(), place(company.row.id));
    PageHead::new(title).crumbs(lang, [(texts(lang).msg_companies(), Companies::AT.to_owned()), own])
}

/// The beginning of a tab that another module adds ([`Navigation::firm`]): the company, looked at and logged, and all tabs.
pub async fn tab_sheet(staff: &Staff, id: Uuid) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    Ok(sheet(staff, &company))
}

/// The beginning of each tab: what is done with it, and the tabs.
fn sheet(staff: &Staff, company: &Looked) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, row) = (texts(lang), &company.row);
    let here = visit.path.split('?').next().unwrap_or_default();
    let at = |tab: &str| if tab.is_empty() { place(row.id) } else { format!("{}/{tab}", place(row.id)) };
    let tabs = [
        (Icon::Building, t.msg_staff_overview(), ""),
        (Icon::People, t.msg_users(), "users"),
        (Icon::Send, t.msg_staff_invitations(), "invitations"),
        (Icon::Person, t.msg_staff_join_requests(), "requests"),
        (Icon::Globe, t.msg_staff_domains(), "domains"),
        (Icon::Activity, t.msg_audit(), "history"),
    ];
    let tabs = tabs.into_iter().fold(Tabs::new(row.name.as_str()), |tabs, (icon, label, tab)| {
        let href = at(tab);
        let is_here = href == here;
        tabs.tab(icon, label, href, is_here)
    });
    let further = visit.cx.service::<Navigation>().map(|all| all.firm.as_slice()).unwrap_or_default();
    let tabs = further.iter().filter(|tab| staff.is_any_of(tab.roles)).fold(tabs, |tabs, tab| {
        let href = (tab.href)(row.id);
        let is_here = href == here;
        tabs.tab(tab.icon, (tab.label)(lang), href, is_here)
    });
    Sheet::new(visit, row.name.as_str(), head(staff, company)).with(&tabs)
}

fn head(staff: &Staff, company: &Looked) -> PageHead {
    let (lang, row) = (staff.visit.lang(), &company.row);
    let (t, here) = (texts(lang), place(row.id));
    let head = PageHead::new(row.name.as_str())
        .lede(t.msg_company_of_users(i64::try_from(company.users).unwrap_or(i64::MAX)))
        .badge(company_badge(row, lang))
        .crumbs(lang, [(t.msg_companies(), Companies::AT)]);
    if !staff.is_any_of(CLERKS) || row.state == CompanyState::Deleted {
        return head;
    }
    let head = head
        .action(Button::link(t.msg_company_edit(), format!("{here}/edit")).icon(Icon::Edit).primary())
        .action(Button::link(t.msg_owner_change(), format!("{here}/owner")).icon(Icon::Person))
        .action(Button::link(t.msg_merge(), format!("{here}/merge")));
    match staff.is_any_of(carry_over::CARRIERS) {
        true => head.action(Button::link(t.msg_carry_title(), format!("{here}/carry-over"))),
        false => head,
    }
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, None, ("", &FormErrors::new())).await?)
}

/// The overview; `refusal`: of an action on it; `branch`: the name of a branch that was refused.
pub(super) async fn page(
    staff: &Staff,
    id: Uuid,
    refusal: Option<&dyn Refusal>,
    branch: (&str, &FormErrors),
) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    let sheet = sheet(staff, &company)
        .errors(branch.1)
        .refusal(refusal)
        .notices(standing(staff, &company).await?)
        .notices(owner::notices(staff, id).await?)
        .with(&Panel::new("").with(&facts(staff, &company)));
    let sheet = proposals::panels(staff, &company, ("", &FormErrors::new())).await?.iter().fold(sheet, Sheet::with);
    Ok(sheet.with(&has(staff, id).await?).with(&branches::panel(staff, &company, branch).await?))
}

/// What has to be said of its state, with what can be done.
async fn standing(staff: &Staff, company: &Looked) -> Result<Option<Notice>, Halt> {
    let (visit, row) = (&staff.visit, &company.row);
    let (t, here) = (texts(visit.lang()), place(row.id));
    Ok(match row.state {
        CompanyState::Active => None,
        CompanyState::Unverified => {
            let claims = claims::of_company(&staff.may()?, row.id).await?;
            let notice = match i64::try_from(claims).unwrap_or(i64::MAX) {
                0 => Notice::info(t.msg_company_unverified_staff()),
                count => Notice::bad(t.msg_company_claimed(count)).more(t.msg_company_unverified_staff()),
            };
            let verify = Button::post(t.msg_company_verify(), format!("{here}/verify")).icon(Icon::Check);
            Some(if staff.is_any_of(VERIFIERS) { notice.button(verify) } else { notice })
        }
        CompanyState::Deleted => {
            let until = row.purge_at.filter(|at| !at.has_come(visit.cx.now()));
            match until {
                Some(until) => {
                    let notice = Notice::warn(t.msg_company_deleted_staff(visit.format().date_time(until)));
                    let restore =
                        Button::post(t.msg_staff_company_restore(), format!("{here}/restore")).icon(Icon::Undo);
                    Some(if staff.is_any_of(CLERKS) { notice.button(restore) } else { notice })
                }
                None => Some(Notice::warn(t.msg_company_over_staff())),
            }
        }
    })
}

fn facts(staff: &Staff, company: &Looked) -> KeyValues {
    let (lang, format, row) = (staff.visit.lang(), staff.visit.format(), &company.row);
    let t = texts(lang);
    let owner = company.owner.whole();
    let owner = if owner.is_empty() { t.msg_no_name() } else { owner };
    let owner = match company.owner_account {
        Some(account) => Cell::link(owner, format!("/staff/accounts/{account}")),
        None => Cell::text(t.msg_owner_unproven()),
    };
    let country = Country::from_code(&row.country).map(|country| country.name(lang).to_owned());
    let joins = row.join_by_license.name(lang);
    let required = [(row.require_factor, t.msg_staff_requires_factor()), (row.require_sso, t.msg_staff_requires_sso())];
    let required: Vec<String> = required.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name).collect();
    let facts = KeyValues::new()
        .row(t.msg_owner(), owner)
        .row(t.msg_company_word(), Cell::text(format!("/c/{}", row.slug)))
        .row(t.msg_country(), country.map_or_else(Cell::none, Cell::text))
        .row(t.msg_staff_lang(), Cell::text(Lang::from_tag(&row.lang).map(Lang::name).unwrap_or_default()))
        .row(t.msg_staff_joining(), Cell::text(joins))
        .row(t.msg_staff_created(), Cell::time(&format, row.created_at));
    let facts = if required.is_empty() {
        facts
    } else {
        facts.row(t.msg_staff_required(), Cell::text(crate::texts::phrase(&required, lang)))
    };
    match row.deleted_at {
        Some(at) => facts.row(t.msg_staff_deleted(), Cell::time(&format, at)),
        None => facts,
    }
}

/// What every module has of it, in numbers.
async fn has(staff: &Staff, id: Uuid) -> Result<Panel, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let lines = visit.cx.service::<AllGoes>()?.of(&visit.cx, id).await?;
    let mut table =
        Table::new(t.msg_company_has(), [Head::new(t.msg_goes_what()), Head::new(t.msg_goes_count()).end()]);
    for line in lines {
        table.push([Cell::text(line.what), Cell::number(visit.format().number(line.count))]);
    }
    Ok(Panel::new(t.msg_company_has()).table_or(table, t.msg_company_has_none()))
}

async fn users(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let company = seen(&staff, id).await?;
    let list = UsersOf::of(&staff.visit.cx, id).await?;
    let listed = Listed::of_address(&staff.visit, list, &asked).await?;
    let sheet = sheet(&staff, &company).with(&listed.listing());
    listed.done(&staff.visit, &sheet)
}

async fn users_file(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    seen(&staff, id).await?;
    list_file(&staff.visit, UsersOf::of(&staff.visit.cx, id).await?, &asked).await
}

async fn show_invitations(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let company = seen(&staff, id).await?;
    let (visit, t, format) = (&staff.visit, texts(staff.visit.lang()), staff.visit.format());
    let of = Seen::of(&staff.may()?, PeopleOf(id)).await?;
    let may_clear = staff.is_any_of(CLERKS) && company.row.state != CompanyState::Deleted;
    let heads = [t.msg_staff_address(), t.msg_state(), t.msg_staff_sent(), t.msg_staff_link_ends()].map(Head::new);
    let heads = heads.into_iter().chain(may_clear.then(|| Head::actions(visit.lang())));
    let mut table = Table::new(t.msg_staff_invitations(), heads);
    for one in invitations(&visit.cx, &of).await? {
        let badge = Badge::new(one.state.tone(), one.state.name(visit.lang()));
        let registered = match one.row.registered_at.filter(|_| one.row.state == InvitationState::Registered) {
            Some(at) => t.msg_staff_registered_at(format.date_time(at)),
            None => String::new(),
        };
        let state = if registered.is_empty() { Cell::badge(&badge) } else { Cell::badge(&badge).sub(registered) };
        let clear = (may_clear && one.state == Invited::Lapsed).then(|| {
            let at = format!("{}/invitations/{}/clear", place(id), one.row.id);
            Button::post(t.msg_clear_and_invite(), at).small().about(shown(&one.address))
        });
        let told = [
            Cell::text(shown(&one.address)),
            state,
            Cell::time(&format, one.row.created_at),
            Cell::time(&format, one.row.ends_at),
        ];
        table.push(told.into_iter().chain(may_clear.then(|| Cell::actions(clear))));
    }
    let panel = Panel::new(t.msg_staff_invitations()).lede(t.msg_staff_invitations_lede());
    visit.show(&sheet(&staff, &company).with(&panel.table_or(table, t.msg_staff_invitations_none())))
}

async fn show_requests(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let company = seen(&staff, id).await?;
    let (visit, t, format) = (&staff.visit, texts(staff.visit.lang()), staff.visit.format());
    let of = Seen::of(&staff.may()?, PeopleOf(id)).await?;
    let heads = [t.msg_name(), t.msg_state(), t.msg_asked(), t.msg_staff_request_ends()].map(Head::new);
    let mut table = Table::new(t.msg_staff_join_requests(), heads);
    for one in requests(&visit.cx, &of).await? {
        let tone = match one.state {
            JoinState::Pending => Tone::Info,
            JoinState::Admitted => Tone::Good,
            JoinState::Declined | JoinState::Expired => Tone::Neutral,
        };
        table.push([
            Cell::link(one.label, format!("/staff/accounts/{}", one.row.account_id)),
            Cell::badge(&Badge::new(tone, one.state.name(visit.lang()))),
            Cell::time(&format, one.row.asked_at),
            Cell::time(&format, one.row.ends_at),
        ]);
    }
    let panel = Panel::new(t.msg_staff_join_requests());
    visit.show(&sheet(&staff, &company).with(&panel.table_or(table, t.msg_staff_join_requests_none())))
}

async fn show_domains(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let company = seen(&staff, id).await?;
    let (visit, t, format) = (&staff.visit, texts(staff.visit.lang()), staff.visit.format());
    let heads = [t.msg_staff_domain(), t.msg_state(), t.msg_staff_claimed(), t.msg_staff_checked()].map(Head::new);
    let mut table = Table::new(t.msg_staff_domains(), heads);
    let mut has_contested = false;
    for row in domains(&visit.cx, id).await? {
        has_contested |= row.state == DomainState::Contested;
        let (tone, state) = match row.state {
            DomainState::Pending => (Tone::Info, t.msg_staff_domain_pending()),
            DomainState::Verified => (Tone::Good, t.msg_staff_domain_verified()),
            DomainState::Failing => (Tone::Warn, t.msg_staff_domain_failing()),
            DomainState::Lost => (Tone::Neutral, t.msg_staff_domain_lost()),
            DomainState::Contested => (Tone::Bad, t.msg_staff_domain_contested()),
        };
        table.push([
            Cell::text(row.domain),
            Cell::badge(&Badge::new(tone, state)),
            Cell::time(&format, row.claimed_at),
            row.checked_at.map_or_else(Cell::none, |at| Cell::time(&format, at)),
        ]);
    }
    let decide = has_contested && staff.is_any_of(&DECIDERS);
    let panel = Panel::new(t.msg_staff_domains());
    let panel = panel.button(decide.then(|| Button::link(t.msg_contested_open(), CONTESTED).small()));
    visit.show(&sheet(&staff, &company).with(&panel.table_or(table, t.msg_staff_domains_none())))
}

async fn show_history(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let company = seen(&staff, id).await?;
    let told = Timeline::new(history::for_staff(&staff.visit.cx, id).await?);
    let panel = Panel::new(texts(staff.visit.lang()).msg_audit());
    staff.visit.show(&sheet(&staff, &company).with(&panel.with(&told)))
}

async fn restore(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let done = restore_company(&staff.visit.cx, id).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_staff_company_restored()).await
}

async fn clear(staff: Staff, Ids([id, invitation]): Ids<2>) -> Result<Done, Halt> {
    let done = clear_and_invite(&staff.visit.cx, id, invitation).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_cleared_and_invited()).await
}

async fn verify(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let done = verify_company(&staff.visit.cx, id).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_company_verified()).await
}

/// The company's page after an action on it: with what was done, or with why it was not.
pub(super) async fn answered<T, R: Refusal>(
    staff: &Staff,
    id: Uuid,
    outcome: Outcome<T, R>,
    said: String,
) -> Result<Done, Halt> {
    match outcome.unless_broken()? {
        Ok(_) => Ok(staff.visit.go_saying(&place(id), said)),
        Err(refusal) => {
            let page = page(staff, id, Some(&refusal), ("", &FormErrors::new())).await?;
            staff.visit.show_refused(&refusal, &page)
        }
    }
}
