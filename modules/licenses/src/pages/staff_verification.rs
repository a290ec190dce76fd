//! `/staff/verification`: added licenses that wait for a clerk, and the rules that make them wait (LIC-23).

use super::is_clerk;
use crate::actions::verification_rules::{SetRule, end_rule, set_rule};
use crate::actions::verify::{Verdict, verify};
use crate::lists::{VerificationRules, Verifications, verification_badge};
use crate::model::license::grouped;
use crate::model::verification::{DeclineReason, VerificationRule, VerificationState};
use crate::queries::verifications::{VerificationView, verification};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, history};

const RULES: &str = VerificationRules::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| {
            doors
                .get(Verifications::AT, list)
                .get(Verifications::FILE, file)
                .get("/staff/verification/{id}", show)
                .get(RULES, show_rules)
                .get(VerificationRules::FILE, rules_file)
        })
        .staff(CLERKS, |doors| {
            doors
                .post("/staff/verification/{id}/approve", approve)
                .post("/staff/verification/{id}/decline", decline)
                .post(RULES, add_rule)
                .post("/staff/verification/rules/{id}/end", end)
        })
}

fn place(id: Uuid) -> String {
    format!("{}/{id}", Verifications::AT)
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let head = PageHead::new(t.msg_nav_verification())
        .lede(t.msg_verification_lede())
        .action(Button::link(t.msg_verification_rules(), RULES).icon(Icon::Settings));
    Listed::of_address(&staff.visit, Verifications, &asked).await?.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Verifications, &asked).await
}

/// The form as it was sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    reason: String,
    note: String,
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let view = verification(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let title = t.msg_verification_title(grouped(&view.license.number));
    let head = PageHead::new(title.as_str())
        .badge(verification_badge(&view.row, visit.cx.now(), lang))
        .crumbs(lang, [(t.msg_nav_verification(), Verifications::AT)]);
    let sheet = Sheet::new(visit, title, head)
        .errors(errors)
        .notices([Notice::info(t.msg_verification_explained())])
        .with(&Panel::new("").with(&facts(staff, &view).await?));
    if view.row.state != VerificationState::Waiting || !is_clerk(staff) {
        return Ok(sheet);
    }
    let approve = PanelForm::new(format!("{}/approve", place(id)))
        .titled("approve", t.msg_verification_approve_title())
        .button(Button::submit(t.msg_verification_approve()).primary().icon(Icon::Check));
    Ok(sheet.with(&approve).with(&decline_form(id, typed, errors, lang)))
}

fn decline_form(id: Uuid, typed: &Typed, errors: &FormErrors, lang: Lang) -> PanelForm {
    let t = texts(lang);
    let reasons = DeclineReason::ALL.map(|reason| Choice::new(reason.word(), reason.why(lang)));
    let note = TextArea::new("note", t.msg_block_note())
        .hint(t.msg_verification_note_hint())
        .value(&typed.note)
        .optional(lang)
        .errors(errors);
    PanelForm::new(format!("{}/decline", place(id)))
        .titled("decline", t.msg_verification_decline_title())
        .field(&Choices::one("reason", t.msg_block_reason(), reasons).values(&[&typed.reason]).errors(errors))
        .field(&note)
        .button(Button::submit(t.msg_verification_decline()).danger())
}

/// Who added it.
fn added_by(view: &VerificationView, lang: Lang) -> Cell {
    let t = texts(lang);
    match (view.row.account_id, &view.company) {
        (Some(account), _) => Cell::link(t.msg_verification_account(), format!("/staff/accounts/{account}")),
        (None, Some(company)) => Cell::text(company).sub(t.msg_holder_company()),
        (None, None) => Cell::text(t.msg_holder_company()),
    }
}

/// What a clerk judges by: the license, its order and the account each have their page, which says who looks.
async fn facts(staff: &Staff, view: &VerificationView) -> Result<KeyValues, Halt> {
    let (cx, lang, format) = (&staff.visit.cx, staff.visit.lang(), staff.visit.format());
    let (t, row, license) = (texts(lang), &view.row, &view.license);
    let sold = format!(
        "{} · {}",
        view.names.product(license.product_id),
        view.names.revision(license.edition_id, license.edition_rev)
    );
    let number = Cell::link(grouped(&license.number), format!("/staff/licenses/{}", license.id)).sub(sold);
    let mut facts = KeyValues::new()
        .row(t.msg_license_number(), number)
        .row(t.msg_verification_rule(), Cell::text(row.kind.name(lang)))
        .row(t.msg_seats(), crate::lists::seats(license, lang))
        .row(t.msg_account(), added_by(view, lang));
    if let Some(order) = &view.order {
        let sold_by = order.partner.clone().unwrap_or_else(|| order.source.name(lang));
        facts = facts
            .row(t.msg_order(), Cell::link(&order.number, format!("/staff/orders/{}", order.id)).sub(sold_by))
            .row(t.msg_purchase_payment(), Cell::text(order.payment.name(lang)));
    }
    if let Some(licensee) = &view.licensee {
        facts = facts.row(t.msg_order_licensee(), Cell::text(&licensee.0));
    }
    let others = i64::try_from(view.of_order).unwrap_or(i64::MAX);
    facts = facts
        .row(t.msg_verification_of_order(), Cell::number(format.number(others)))
        .row(t.msg_verification_asked(), Cell::time(&format, row.asked_at))
        .row(t.msg_verification_due(), Cell::time(&format, row.due_at));
    if let Some(at) = row.decided_at {
        let names = history::staff_names(cx, row.decided_by_id).await?;
        let by = row.decided_by_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        facts = facts.row(t.msg_proposal_decided(), Cell::time(&format, at).sub(by));
    }
    if let Some(reason) = row.reason {
        facts = facts.row(t.msg_block_reason(), Cell::text(reason.why(lang)));
    }
    Ok(match &view.words {
        Some(words) => facts.row(t.msg_block_note(), Cell::text(&words.0)),
        None => facts,
    })
}

async fn approve(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    decided(&staff, id, &Verdict::Approve, &Typed::default()).await
}

async fn decline(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let verdict = Verdict::Decline { reason: typed.reason.clone(), note: typed.note.clone() };
    decided(&staff, id, &verdict, &typed).await
}

async fn decided(staff: &Staff, id: Uuid, verdict: &Verdict, typed: &Typed) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let said = match verdict {
        Verdict::Approve => t.msg_verification_approved_done(),
        Verdict::Decline { .. } => t.msg_verification_declined_done(),
    };
    let done = async |()| Ok(visit.go_saying(&place(id), said));
    visit.answer(verify(&visit.cx, id, verdict).await, done, async |errors| page(staff, id, typed, &errors).await).await
}

/// A rule as it was sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct TypedRule {
    kind: String,
    about: String,
}

async fn show_rules(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    staff.visit.show(&rules_page(&staff, &asked, &TypedRule::default(), &FormErrors::new()).await?)
}

async fn rules_file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, VerificationRules { may_change: is_clerk(&staff) }, &asked).await
}

async fn rules_page(staff: &Staff, asked: &Asked, typed: &TypedRule, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let may_change = is_clerk(staff);
    let head = PageHead::new(t.msg_verification_rules())
        .lede(t.msg_verification_rules_lede())
        .crumbs(lang, [(t.msg_nav_verification(), Verifications::AT)]);
    let listed = Listed::of_address(visit, VerificationRules { may_change }, asked).await?;
    let sheet = listed.sheet(visit, head).errors(errors);
    if !may_change {
        return Ok(sheet);
    }
    let kinds = VerificationRule::SET.map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let about = Field::text("about", t.msg_verification_about())
        .hint(t.msg_verification_about_hint())
        .max_length(120)
        .value(&typed.about)
        .errors(errors);
    let form = PanelForm::new(RULES)
        .titled("new", t.msg_verification_rule_new())
        .field(&Choices::one("kind", t.msg_verification_rule(), kinds).values(&[&typed.kind]).errors(errors))
        .field(&about)
        .button(Button::submit(t.msg_verification_rule_set()).primary());
    Ok(sheet.with(&form))
}

async fn add_rule(staff: Staff, Posted(typed): Posted<TypedRule>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = SetRule { kind: typed.kind.clone(), about: typed.about.clone() };
    let done = async |_| Ok(visit.go_saying(RULES, texts(visit.lang()).msg_verification_rule_set_done()));
    let first = Asked::from(Vec::new());
    let again = async |errors: FormErrors| rules_page(&staff, &first, &typed, &errors).await;
    visit.answer(set_rule(&visit.cx, &input).await, done, again).await
}

async fn end(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(RULES, texts(visit.lang()).msg_verification_rule_ended()));
    let first = Asked::from(Vec::new());
    let again = async |errors: FormErrors| rules_page(&staff, &first, &TypedRule::default(), &errors).await;
    visit.answer(end_rule(&visit.cx, id).await, done, again).await
}
