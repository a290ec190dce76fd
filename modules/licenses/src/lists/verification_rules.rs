//! The rules that make added licenses wait for a clerk (LIC-23): `/staff/verification/rules`.

use crate::model::verification::VerificationRule;
use crate::queries::verifications::{NamedRule, RuleColumn, RuleFilter, rules};
use crate::rights::{LicensesRead, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct VerificationRules {
    /// Whether the reader may end one.
    pub may_change: bool,
}

/// One of them, for a reader who may end it or not.
pub(crate) struct RuleRow {
    rule: NamedRule,
    may_change: bool,
}

impl Words for VerificationRules {
    type Filter = RuleFilter;
    type Sort = RuleColumn;
    type Row = RuleRow;

    fn filters(&self, lang: Lang) -> FilterSet<RuleFilter> {
        let t = texts(lang);
        let kinds = VerificationRule::SET.map(|kind| (kind.word(), kind.name(lang)));
        FilterSet::<RuleFilter>::new().choice("kind", t.msg_verification_rule(), t.msg_any(), kinds, |filter, word| {
            filter.kind = VerificationRule::from_word(&word);
        })
    }

    fn columns(&self, lang: Lang) -> Columns<RuleRow, RuleColumn> {
        let t = texts(lang);
        Columns::<RuleRow, RuleColumn>::sorted_by("-set")
            .column("rule", t.msg_verification_rule(), |row, to| Cell::text(row.rule.row.kind.name(to.lang())))
            .column("about", t.msg_verification_about(), |row, _| Cell::text(&row.rule.about))
            .column("set", t.msg_verification_set(), |row, to| Cell::time(&to.format, row.rule.row.set_at))
            .sorts(RuleColumn::Set)
            .actions(|row, to| {
                if !row.may_change {
                    return Cell::none();
                }
                let end = format!("{}/{}/end", Self::AT, row.rule.row.id);
                let end = Button::post(texts(to.lang()).msg_verification_end(), end);
                Cell::actions([end.about(row.rule.about.as_str())])
            })
    }
}

#[async_trait]
impl List for VerificationRules {
    const NAME: &'static str = "verification_rules";
    const AT: &'static str = "/staff/verification/rules";
    const FILE: &'static str = "/staff/verification/rules.csv";
    type Seen = (May<LicensesRead>, RuleFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_verification_rules()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Shield, t.msg_verification_rules_none(), t.msg_verification_rules_none_text())
    }

    async fn look(&self, cx: &Cx, filter: RuleFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<RuleColumn>,
        request: &PageRequest,
    ) -> Result<Paged<RuleRow>, Halt> {
        let may_change = self.may_change;
        Ok(rules(cx, *filter, sorting, request).await?.map(|rule| RuleRow { rule, may_change }))
    }
}
