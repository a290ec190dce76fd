//! Holders are told of a block: planned, in steps, in force, taken back; why, and what to do (LIC-20).

use super::product_name;
use crate::model::block_course::{BlockCourse, BlockStep};
use crate::model::license::grouped;
use crate::tables::license;
use gatehouse_catalog::queries::revisions;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It will be blocked from then on.
    Planned(Moment),
    /// It will be blocked in these steps.
    Course(BlockCourse),
    /// The product warns from now on.
    Grace(BlockCourse),
    /// The product is limited from now on.
    Limited(BlockCourse),
    /// It is blocked.
    Blocked,
    /// It works again, or the plan was taken back.
    Unblocked,
}

/// What of a license is told, read once for all its holders.
pub(crate) struct About<'a> {
    license: &'a license::Model,
    product: String,
    offline_days: i64,
}

impl<'a> About<'a> {
    pub(crate) async fn of(tx: &Tx, license: &'a license::Model) -> Result<Self, Fault> {
        let sold = revisions::numbered(&**tx, license.edition_id, license.edition_rev).await?;
        let offline_days = sold.map(|rev| rev.lease_days).unwrap_or_default();
        Ok(Self { license, product: product_name(tx, license).await?, offline_days })
    }
}

/// Queues the mail to one holder, in their language and zone. `note`: the clerk's words to them.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    about: &About<'_>,
    note: Option<&str>,
    news: News,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let (license, product) = (about.license, about.product.as_str());
    let number = grouped(&license.number);
    let (kind, title, lead) = match news {
        News::Planned(from) => {
            let day = to.format(cx).date_time(from);
            let lead = t.msg_mail_block_planned_lead(&number, product, &day);
            ("licenses.block_planned", t.msg_mail_block_planned_title(product, &day), lead)
        }
        News::Course(course) | News::Grace(course) => {
            let day = to.format(cx).date_time(course.dead);
            let (title, lead) =
                (t.msg_mail_block_course_title(product, &day), t.msg_mail_block_course_lead(&number, product, &day));
            let kind = if matches!(news, News::Grace(_)) { "licenses.block_grace" } else { "licenses.block_course" };
            (kind, title, lead)
        }
        News::Limited(course) => {
            let day = to.format(cx).date_time(course.dead);
            let lead = t.msg_mail_block_limited_lead(&number, product, &day);
            ("licenses.block_limited", t.msg_mail_block_limited_title(product), lead)
        }
        News::Blocked => {
            ("licenses.blocked", t.msg_mail_blocked_title(product), t.msg_mail_blocked_lead(&number, product))
        }
        News::Unblocked => {
            ("licenses.unblocked", t.msg_mail_unblocked_title(product), t.msg_mail_unblocked_lead(&number, product))
        }
    };
    let path = if to.account.is_some() { format!("/licenses/{}", license.id) } else { "/licenses".to_owned() };
    let mut letter = Letter::new(cx, kind, to).title(title).lead(lead).button(t.msg_mail_block_open(), &path);
    if let News::Course(course) | News::Grace(course) | News::Limited(course) = news {
        letter = letter.lines(steps(cx, to, &course));
    }
    if let Some(reason) = license.block_reason {
        letter = letter
            .line(reason.why(to.lang))
            .lines(note.map(|note| t.msg_mail_block_note(note)))
            .line(reason.what_to_do(to.lang));
    }
    let vendor = gatehouse_brand::of(&cx.app);
    let help = vendor.help();
    letter = match news {
        News::Unblocked => letter.after(t.msg_mail_unblocked_after()),
        _ => {
            let object = if help.is_empty() { t.msg_mail_block_object() } else { t.msg_mail_block_object_at(help) };
            letter.after(t.msg_mail_block_devices(about.offline_days)).after(object)
        }
    };
    letter.reason(t.msg_mail_block_reason(&number)).queue(tx).await
}

/// What happens when: the steps from grace on, each in a line.
fn steps(cx: &Cx, to: &Recipient, course: &BlockCourse) -> Vec<String> {
    let (t, format) = (crate::texts(to.lang), to.format(cx));
    let ahead = course.steps().filter(|(step, _)| *step >= BlockStep::Grace);
    let line =
        |(step, at): (BlockStep, Moment)| Some(t.msg_mail_block_step(format.date_time(at), step.means(to.lang)?));
    ahead.filter_map(line).collect()
}
