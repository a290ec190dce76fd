//! A user's page, for who manages users (COM-3, COM-4, COM-12): their data, their rights, and what can be done.

use super::parts::{data_form, kept, stored, typed};
use crate::actions::change_member::change_member;
use crate::actions::set_rights::set_rights;
use crate::actions::{block as blocking, mail_password as password};
use crate::lists::USERS_AT;
use crate::model::change::{self, Denied, Standing};
use crate::model::form::{MemberForm, RightsForm};
use crate::model::rights::{CompanyRight, Rights};
use crate::model::states::BlockedBy;
use crate::queries::members::MemberRow;
use crate::queries::membership::standing_of;
use crate::queries::one_member::{OneMember, managed};
use crate::refusals::MemberRefusal;
use crate::rights::{In, ManageUsers};
use crate::sessions::inside;
use crate::texts;
use crate::texts::phrase;
use gatehouse_core::{Lang, Outcome, Tone, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};

/// What stands in the forms instead of what is stored.
#[derive(Default)]
struct Typed<'a> {
    data: Option<&'a MemberForm>,
    rights: Option<&'a RightsForm>,
    /// Somebody else changed the user meanwhile: both states are shown.
    is_changed: bool,
}

/// Shows it.
pub async fn show(customer: Customer, Ids([member]): Ids<1>) -> Result<Done, Halt> {
    let sheet = page(&customer, member, &Typed::default(), &FormErrors::new()).await?;
    customer.visit.show(&sheet)
}

/// Saves name, country and branch.
pub async fn save(customer: Customer, Ids([member]): Ids<1>, Posted(form): Posted<MemberForm>) -> Result<Done, Halt> {
    let (visit, company) = (&customer.visit, company(&customer)?);
    match change_member(&visit.cx, company, member, &form).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&at(&customer, member), texts(visit.lang()).msg_member_saved())),
        Err(refusal @ (MemberRefusal::Enter(_) | MemberRefusal::Ended(_))) => {
            kept(&customer, &refusal, typed(visit.lang(), &form))
        }
        Err(refusal) => {
            let is_changed = refusal == MemberRefusal::Changed;
            let again = async |errors| {
                let typed = Typed { data: Some(&form), is_changed, ..Typed::default() };
                page(&customer, member, &typed, &errors).await
            };
            visit.again(&refusal, again).await
        }
    }
}

/// Saves the ticks. Giving somebody rights takes a fresh proof (ACC-10); the page shows the boxes to who has given one, so none are lost.
pub async fn save_rights(
    customer: Customer,
    Ids([member]): Ids<1>,
    Posted(form): Posted<RightsForm>,
) -> Result<Done, Halt> {
    customer.elevated()?;
    let (visit, company) = (&customer.visit, company(&customer)?);
    let lang = visit.lang();
    match set_rights(&visit.cx, company, member, &form).await.unless_broken()? {
        Ok(_) => Ok(visit.go_saying(&after(&customer, member).await?, texts(lang).msg_rights_saved())),
        Err(refusal @ (MemberRefusal::Enter(_) | MemberRefusal::Ended(_))) => {
            kept(&customer, &refusal, vec![(texts(lang).msg_rights(), names(form.wanted(), lang))])
        }
        Err(refusal) => {
            let is_changed = refusal == MemberRefusal::Changed;
            let again = async |errors| {
                let typed = Typed { rights: Some(&form), is_changed, ..Typed::default() };
                page(&customer, member, &typed, &errors).await
            };
            visit.again(&refusal, again).await
        }
    }
}

/// Mails a link that sets a new password.
pub async fn mail_password(customer: Customer, Ids([member]): Ids<1>) -> Result<Done, Halt> {
    let mailed = password::mail_password(&customer.visit.cx, company(&customer)?, member).await;
    pressed(&customer, member, mailed, texts(customer.visit.lang()).msg_password_mailed()).await
}

/// Blocks them.
pub async fn block(customer: Customer, Ids([member]): Ids<1>) -> Result<Done, Halt> {
    let blocked = blocking::block(&customer.visit.cx, company(&customer)?, member).await;
    pressed(&customer, member, blocked, texts(customer.visit.lang()).msg_blocked_done()).await
}

/// Lets them in again.
pub async fn unblock(customer: Customer, Ids([member]): Ids<1>) -> Result<Done, Halt> {
    let unblocked = blocking::unblock(&customer.visit.cx, company(&customer)?, member).await;
    pressed(&customer, member, unblocked, texts(customer.visit.lang()).msg_unblocked_done()).await
}

/// The answer to a button without a form.
async fn pressed(
    customer: &Customer,
    member: Uuid,
    outcome: Outcome<(), MemberRefusal>,
    said: String,
) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match outcome.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&at(customer, member), said)),
        Err(refusal @ (MemberRefusal::Enter(_) | MemberRefusal::Ended(_))) => kept(customer, &refusal, Vec::new()),
        Err(refusal) => {
            visit.again(&refusal, async |errors| page(customer, member, &Typed::default(), &errors).await).await
        }
    }
}

/// The company of the page.
pub(super) fn company(customer: &Customer) -> Result<Uuid, Halt> {
    match &customer.scope {
        gatehouse_web::Scope::Company(company) => Ok(company.id),
        gatehouse_web::Scope::Personal => Err(Halt::NotFound),
    }
}

/// The page of a user.
pub(super) fn at(customer: &Customer, member: Uuid) -> String {
    customer.scope.path(&format!("{USERS_AT}/{member}"))
}

/// Where one goes after a change of rights: who has just given up the right to manage users has no such page any more.
async fn after(customer: &Customer, member: Uuid) -> Result<String, Halt> {
    let by = inside::<ManageUsers>(customer).await?;
    let is_own = by.member() == member;
    Ok(if is_own { customer.scope.path("") } else { at(customer, member) })
}

fn names(rights: Rights, lang: Lang) -> String {
    let names: Vec<String> = rights.iter().map(|right| right.name(lang)).collect();
    if names.is_empty() { texts(lang).msg_no_rights() } else { phrase(&names, lang) }
}

/// A user's name for headings.
pub(super) fn called(row: &MemberRow, lang: Lang) -> String {
    let whole = row.name.whole();
    if whole.is_empty() { texts(lang).msg_no_name() } else { whole }
}

async fn page(customer: &Customer, member: Uuid, typed: &Typed<'_>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<ManageUsers>(customer).await?;
    let visit = &customer.visit;
    let found = managed(&visit.cx, &by, member).await?.ok_or(Halt::NotFound)?;
    let (lang, row) = (visit.lang(), &found.row);
    let (t, name) = (texts(lang), called(row, lang));
    let head = PageHead::new(name.as_str()).crumbs(lang, [(t.msg_users(), customer.scope.path(USERS_AT))]);
    let head = match row.member.blocked_at {
        Some(_) => head.badge(Badge::new(Tone::Bad, t.msg_state_blocked())),
        None => head,
    };
    let now = typed.is_changed.then(|| stored_now(&found, lang));
    let form = typed.data.cloned().unwrap_or_else(|| stored(&found));
    let sheet = Sheet::new(visit, name, head).narrow().errors(errors);
    let sheet = match now {
        Some(panel) => sheet.with(&panel),
        None => sheet,
    };
    Ok(sheet
        .with(&facts(visit, &found))
        .with(&data_form(lang, at(customer, member), (&form, &found), errors))
        .with(&rights_panel(customer, &by, &found, typed.rights))
        .with(&doings(customer, &by, &found)))
}

/// What is stored by now, beside what was typed.
fn stored_now(found: &OneMember, lang: Lang) -> Panel {
    let t = texts(lang);
    let form = stored(found);
    let values =
        typed(lang, &form).into_iter().fold(KeyValues::new(), |all, (label, value)| all.row(label, Cell::text(value)));
    let branch = found.row.branch.as_ref().map_or_else(Cell::none, Cell::text);
    let values = values.row(t.msg_branch(), branch).row(t.msg_rights(), Cell::text(names(found.row.rights(), lang)));
    Panel::new(t.msg_stored_now()).lede(t.msg_stored_now_text()).with(&values)
}

fn facts(visit: &gatehouse_web::Visit, found: &OneMember) -> Panel {
    let t = texts(visit.lang());
    let member = &found.row.member;
    let factor = if found.has_factor { t.msg_factor_on() } else { t.msg_factor_off() };
    let values = KeyValues::new()
        .row(t.msg_address(), Cell::text(found.address.as_str()))
        .row(
            t.msg_joined(),
            Cell::date(&visit.format(), member.joined_at).sub(crate::events::joined(member.joined_by, visit.lang())),
        )
        .row(t.msg_factor(), Cell::text(factor));
    let values = match member.blocked_at {
        Some(at) => {
            let by = member.blocked_by.unwrap_or(BlockedBy::Person).name(visit.lang());
            values.row(t.msg_blocked_since(), Cell::date(&visit.format(), at).sub(by))
        }
        None => values,
    };
    Panel::new("").with(&values)
}

/// The boxes; for the owner a sentence.
fn rights_panel(customer: &Customer, by: &In<'_, ManageUsers>, found: &OneMember, form: Option<&RightsForm>) -> Panel {
    let lang = customer.visit.lang();
    let (t, row) = (texts(lang), &found.row);
    let panel = Panel::new(t.msg_rights()).id("rights");
    if row.is_owner {
        return panel.text(t.msg_owner_has_all());
    }
    if let (None, Err(Halt::GoTo(proof))) = (form, customer.elevated()) {
        let change = Button::link(t.msg_rights_change(), proof);
        let own = KeyValues::new().row(t.msg_rights(), Cell::text(names(row.member.rights_own, lang)));
        let panel = panel.with(&own).text(t.msg_rights_proof()).with(&Actions::new([change]));
        return of_groups(panel, row.member.rights_groups, lang);
    }
    let own = form.map_or(row.member.rights_own, RightsForm::wanted);
    let missing = Rights::ALL.without(by.rights());
    let is_own = by.member() == row.member.id;
    // Of one's own rights those that one has can be given up; of others' those can be changed that one has too.
    let may_change = if is_own { row.member.rights_own } else { by.rights() };
    let boxes = CompanyRight::ALL
        .into_iter()
        .map(|right| Choice::new(right.word(), right.name(lang)).fixed(!may_change.has(right)));
    let hint = match (is_own, missing.is_empty()) {
        (true, _) => t.msg_rights_hint_own(),
        (false, true) => t.msg_rights_hint(),
        (false, false) => t.msg_rights_hint_some(names(missing, lang)),
    };
    let boxes = Choices::several("rights", t.msg_rights_question(), boxes).values(&own.words()).hint(hint);
    let form = PanelForm::new(format!("{}/rights", at(customer, row.member.id)))
        .field(&boxes)
        .field(&Field::hidden("version", row.member.version.to_string()))
        .button(Button::submit(t.msg_save()).primary().about(t.msg_rights()));
    of_groups(panel.with(&form), row.member.rights_groups, lang)
}

/// What the directory's groups give besides.
fn of_groups(panel: Panel, groups: Rights, lang: Lang) -> Panel {
    match groups {
        Rights::NONE => panel,
        groups => panel.text(texts(lang).msg_rights_of_groups(names(groups, lang))),
    }
}

/// What can be done besides; what cannot says why.
fn doings(customer: &Customer, by: &In<'_, ManageUsers>, found: &OneMember) -> Panel {
    let lang = customer.visit.lang();
    let (t, row) = (texts(lang), &found.row);
    let (actor, target): (&Standing, Standing) = (by.standing(), standing_of(&row.member, row.is_owner));
    let page = at(customer, row.member.id);
    let mut buttons = vec![Button::post(t.msg_mail_password(), format!("{page}/password"))];
    let block = match target.blocked {
        Some(by) if by.is_by_person() => {
            change::may_unblock(actor, &target).map(|()| Button::post(t.msg_unblock(), format!("{page}/unblock")))
        }
        _ => change::may_block(actor, &target).map(|()| Button::post(t.msg_block(), format!("{page}/block")).danger()),
    };
    let remove = change::may_remove(actor, &target)
        .map(|()| Button::link(t.msg_remove_user(), format!("{page}/remove")).danger());
    let mut why: Vec<Denied> = Vec::new();
    for button in [block, remove] {
        match button {
            Ok(button) => buttons.push(button),
            Err(denied) if !why.contains(&denied) => why.push(denied),
            Err(_) => {}
        }
    }
    let panel = Panel::new(t.msg_user_doings());
    // What blocking does is told where it can be done.
    let panel = if buttons.len() > 1 { panel.text(t.msg_user_doings_text()) } else { panel };
    why.into_iter().fold(panel.with(&Actions::new(buttons)), |panel, denied| {
        panel.text(match denied {
            Denied::Owner => t.msg_access_owner(),
            Denied::MoreThanOwn(rights) => t.msg_access_more(names(rights, lang)),
            other => other.text(lang),
        })
    })
}
