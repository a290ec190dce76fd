//! What is proposed to a second clerk, as it is stored until they decide (kit `approval`).

use super::block_course::BlockCourse;
use super::license::BlockReason;
use gatehouse_approval::table;
use gatehouse_core::{Fault, Moment, Personal, Uuid};
use gatehouse_db::stored_words;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The kinds of proposals that are of this module.
pub(crate) const KINDS: [&str; 2] = [BLOCK, REISSUE];
/// To block licenses.
pub(crate) const BLOCK: &str = "licenses.block";
/// To give a license a new code.
pub(crate) const REISSUE: &str = "licenses.reissue";

/// How and why licenses are to be blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BlockOrder {
    /// Why.
    pub reason: BlockReason,
    /// When the vendor had the reason.
    pub reported: Moment,
    /// From when on: what has passed when it is carried out is at once.
    pub from: Moment,
    /// Days of grace and of the limited state; `None`: not in steps.
    pub steps: Option<(i64, i64)>,
    /// Words to the holder. Sealed apart where the order is stored.
    #[serde(skip)]
    pub note: String,
}

impl BlockOrder {
    /// Whether nothing lies before the block.
    pub fn is_at_once(&self, now: Moment) -> bool {
        self.from <= now && self.steps.is_none_or(|(grace, limited)| grace + limited == 0)
    }

    /// The dates, when it is carried out at `now`.
    pub fn course(&self, now: Moment, zone: &TimeZone) -> Result<BlockCourse, Fault> {
        let from = self.from.max(now);
        match self.steps {
            Some(days) => BlockCourse::lay((self.reported, now), from, days, zone),
            None => Ok(BlockCourse {
                reported: Some(self.reported),
                told: Some(now),
                grace: None,
                limited: None,
                dead: from,
            }),
        }
    }
}

/// What becomes of the devices of a license that gets a new code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Devices {
    /// They stay active.
    Keep,
    /// All are signed off and activate again with the new code.
    Free,
}

stored_words!(Devices { Keep = "keep", Free = "free" });

/// Whose accounts keep a license that gets a new code, which each of them is mailed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holders {
    /// All that have it.
    #[default]
    Keep,
    /// The buyer's alone: strangers may have added the code that they know.
    Buyer,
}

stored_words!(Holders { Keep = "keep", Buyer = "buyer" });

/// How a license gets a new code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReissueOrder {
    /// For how many days the old code still works.
    pub transition: i64,
    /// What becomes of the devices.
    pub devices: Devices,
    /// What becomes of the accounts; proposals of earlier versions do not say it.
    #[serde(default)]
    pub holders: Holders,
    /// Words to the holder. Sealed apart where the order is stored.
    #[serde(skip)]
    pub note: String,
}

/// What is proposed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub(crate) enum Proposed {
    /// To block these licenses.
    Block {
        /// By their ids.
        licenses: Vec<Uuid>,
        /// How and why.
        order: BlockOrder,
    },
    /// To give a license a new code.
    Reissue {
        /// The license.
        license: Uuid,
        /// How.
        order: ReissueOrder,
    },
}

impl Proposed {
    /// Its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Block { .. } => BLOCK,
            Self::Reissue { .. } => REISSUE,
        }
    }

    /// The words to holders.
    pub fn words(&self) -> &str {
        match self {
            Self::Block { order, .. } => &order.note,
            Self::Reissue { order, .. } => &order.note,
        }
    }

    /// The licenses that it changes.
    pub fn licenses(&self) -> Vec<Uuid> {
        match self {
            Self::Block { licenses, .. } => licenses.clone(),
            Self::Reissue { license, .. } => vec![*license],
        }
    }

    /// As it was stored, without the words to holders.
    pub fn read(row: &table::Model) -> Result<Self, Fault> {
        Ok(serde_json::from_str(&row.contents)?)
    }

    /// With the words, opened.
    #[must_use]
    pub fn with_words(mut self, words: Option<Personal<String>>) -> Self {
        let words = words.map(|words| words.0).unwrap_or_default();
        match &mut self {
            Self::Block { order, .. } => order.note = words,
            Self::Reissue { order, .. } => order.note = words,
        }
        self
    }
}
