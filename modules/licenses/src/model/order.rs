//! Where orders come from, and how far the batches under them are.

use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// The most characters of an order number.
pub const NUMBER: usize = 64;
/// The most codes made while the caller waits.
pub const AT_ONCE: i64 = 100;

/// Who sold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OrderSource)]
pub enum Source {
    /// The vendor's shop.
    Shop,
    /// A reseller or distributor.
    Partner,
    /// A member of staff.
    Staff,
}

stored_words!(Source { Shop = "shop", Partner = "partner", Staff = "staff" });

impl Source {
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

/// How the payment of an order stands, as the shop tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PaymentState)]
pub enum Payment {
    /// Paid.
    #[default]
    Paid,
    /// A part of the money went back.
    PartRefunded,
    /// The money went back.
    Refunded,
    /// The payer's bank disputes it.
    Disputed,
}

stored_words!(Payment {
    Paid = "paid",
    PartRefunded = "part_refunded",
    Refunded = "refunded",
    Disputed = "disputed",
});

impl Payment {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Paid => t.msg_payment_paid(),
            Self::PartRefunded => t.msg_payment_part_refunded(),
            Self::Refunded => t.msg_payment_refunded(),
            Self::Disputed => t.msg_payment_disputed(),
        }
    }
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// Its codes are being made.
    Running,
    /// All its codes exist.
    Done,
    /// It could not be finished.
    Failed,
}

stored_words!(BatchState { Running = "running", Done = "done", Failed = "failed" });
