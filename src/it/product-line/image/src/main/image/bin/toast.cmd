@echo off
echo toast
