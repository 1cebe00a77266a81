"""What `init` says, in both languages: there is no community yet whose language the catalogues could be asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language."""

    welcome: str
    first: str
    second: str
    third: str
    replace: str
    missing: str
    not_like_one: str
    no_operator: str
    no_folder: str
    there_already: str
    met: str
    not_met: str
    next_steps: str


CHINESE = Words(
    welcome="微修:回答三个问题,即可写好配置。",
    first="1/3 机器人令牌(在 Telegram 里找 @BotFather,发 /newbot 取得;输入时不显示)",
    second="2/3 您的 Telegram 用户编号(一串数字,问 @userinfobot 可知;几个人用逗号隔开)",
    third="3/3 数据放在哪个文件夹",
    replace="{file} 已经有了,要替换吗?",
    missing="没有给出;请加上这个选项,或在终端里运行以便回答问题",
    not_like_one="这不像令牌;@BotFather 给的形如 123456:ABC-DEF…",
    no_operator="用户编号是一串数字,不是 @用户名;可问 @userinfobot",
    no_folder="没有文件夹 {folder};请先建好",
    there_already="{file} 已经有了,没有改动;要替换请加 --force",
    met="令牌有效:这是 @{name}。",
    not_met="现在连不上 Telegram,令牌没能核对;需要代理时加 --proxy http://主机:端口。",
    next_steps="""{file} 写好了,只有您能读。
下一步:
  weixiu doctor{option}    检查一遍
  weixiu run{option}       开始运行
  然后把机器人拉进维修群、设为管理员,在群里发 /setup""",
)
ENGLISH = Words(
    welcome="Weixiu: three answers, and the configuration is written.",
    first="1/3 The bot's token (from @BotFather in Telegram, by /newbot; not shown as you type)",
    second="2/3 Your Telegram user id (a number; ask @userinfobot; several with commas)",
    third="3/3 The folder for the data",
    replace="{file} is there already. Replace it?",
    missing="is missing; give this option, or run init at a terminal to be asked",
    not_like_one="this is not a token; @BotFather writes them as 123456:ABC-DEF…",
    no_operator="a user id is a number, not an @name; ask @userinfobot",
    no_folder="there is no folder {folder}; make it first",
    there_already="{file} is there already and was left alone; to replace it, add --force",
    met="The token is good: this is @{name}.",
    not_met="Telegram is out of reach now, so the token was not tried; where it is blocked, add --proxy http://HOST:PORT.",
    next_steps="""{file} is written; only you can read it.
Next:
  weixiu doctor{option}    looks everything over
  weixiu run{option}       starts the bot
  then add the bot to the group, make it an administrator, and type /setup there""",
)
TELLS = {"zh": CHINESE, "en": ENGLISH}
