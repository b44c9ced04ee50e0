@echo off
chcp 65001 >nul
set PYTHONUTF8=1
where py >nul 2>nul
if %errorlevel%==0 (
  py -3 "%~dp0start.py" %*
) else (
  python "%~dp0start.py" %*
)
if errorlevel 9009 echo Python 3.11 - 3.13 (64 bit) is needed.
pause
