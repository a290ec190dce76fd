//! Where orders come from.

use gatehouse_core::Lang;

/// The most characters of an order number.
pub const NUMBER: usize = 64;
/// The most codes made while the caller waits.
pub const AT_ONCE: i64 = 100;

/// Who sold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, utoipa::ToSchema)]
#[schema(as = OrderSource, rename_all = "snake_case")]
pub enum Source {
    /// The vendor's shop.
    Shop,
    /// A reseller or distributor.
    Partner,
    /// A member of staff.
    Staff,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 3] = [Self::Shop, Self::Partner, Self::Staff];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Partner => "partner",
            Self::Staff => "staff",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == word)
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Shop => t.msg_source_shop(),
            Self::Partner => t.msg_source_partner(),
            Self::Staff => t.msg_source_staff(),
        }
    }
}
