"""Keys and words of content/ in English, of those that may stand there in Chinese."""

KEYS = {
    "编号": "id",
    "标题": "title",
    "所属期": "period",
    "公开日期": "published",
    "公开对象": "audience",
    "明白话": "plain",
    "账套": "account_set",
    "期初现金": "opening_cash",
    "期初银行": "opening_bank",
    "期末现金": "closing_cash",
    "期末银行": "closing_bank",
    "银行对账单余额": "statement_bank",
    "表列合计": "totals",
    "收入": "income",
    "支出": "expense",
    "本季收入": "quarter_income",
    "本季支出": "quarter_expense",
    "本年收入": "year_income",
    "本年支出": "year_expense",
    "分科目": "categories",
    "明细文件": "lines_file",
    "明细": "lines",
    "债权": "receivables",
    "债务": "payables",
    "年度预算": "budget",
    "日期": "date",
    "凭证号": "voucher",
    "摘要": "text",
    "收支": "direction",
    "性质": "nature",
    "往来方式": "dealing",
    "科目": "category",
    "账户": "account",
    "转入账户": "to_account",
    "银行账户": "accounts",
    "金额": "amount",
    "对方": "party",
    "对方性质": "party_type",
    "对方信用代码": "party_code",
    "冲销凭证": "reverses",
    "形成原因": "origin",
    "形成日期": "since",
    "名称": "name",
    "级别": "level",
    "主体": "body",
    "尾号": "last_four",
    "期初余额": "opening",
    "期末余额": "closing",
    "对账单余额": "statement",
}

CHOICES = {
    "direction": {"收": "in", "支": "out"},
    "nature": {
        "收支": "ordinary",
        "往来": "dealing",
        "内部划转": "transfer",
        "代收代付": "held",
        "冲销": "reversal",
    },
    "account": {"现金": "cash", "银行": "bank"},
    "to_account": {"现金": "cash", "银行": "bank"},
    "audience": {"全社会": "public", "本村": "village", "特定对象": "specific"},
    "category": {
        "经营收入": "operating-income",
        "投资收益": "investment-income",
        "补助收入": "grant-income",
        "其他收入": "other-income",
        "经营支出": "operating-expense",
        "税金及附加": "taxes",
        "管理费用": "administration",
        "公益支出": "public-welfare",
        "其他支出": "other-expense",
    },
    "level": {"市": "city", "县": "county", "镇": "town", "村": "village", "社区": "community"},
}

YES = {"true", "yes", "是", "打到卡上"}

# What a rating, a step of a list or a state of an asset may be called, for what is counted of them.
SATISFIED = {"very", "satisfied", "fairly", "非常满意", "满意", "基本满意"}


def key(word):
    """The English name of a key or a heading."""
    return KEYS.get(word.strip(), word.strip())


def choice(field, word):
    """The English word of a choice."""
    return CHOICES.get(field, {}).get(word, word)


def in_english(value, field=""):
    """A value read from content/ with its keys and choices in English, all the way down."""
    if isinstance(value, dict):
        named = ((key(word), inner) for word, inner in value.items())
        return {name: in_english(inner, name) for name, inner in named}
    if isinstance(value, list):
        return [in_english(inner, field) for inner in value]
    return choice(field, value) if isinstance(value, str) else value
